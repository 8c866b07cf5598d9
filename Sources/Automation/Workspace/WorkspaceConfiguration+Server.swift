import ContactStore
import Contacts
import Yams

extension WorkspaceConfiguration {
    private static let serverSettings = [
        "listen", "tls_certificate", "tls_key", "behind_proxy", "url", "account", "rate_limits", "resubscribing", "body_limit",
        "import_limit", "connections", "timeout", "request_log", "webhook_secret",
    ]

    mutating func readServer(_ node: Node, _ path: String) throws(WorkspaceError) {
        for (key, value) in try Self.mapping(node, "server", path) {
            let text = value.string ?? ""
            switch key.string {
            case "listen": server.listen = try Self.text(value, "server.listen", "an address such as 127.0.0.1:8080", path)
            case "tls_certificate":
                server.tlsCertificate = try Self.text(value, "server.tls_certificate", "the path of a PEM file", path)
            case "tls_key": server.tlsKey = try Self.text(value, "server.tls_key", "the path of a PEM file", path)
            case "behind_proxy": server.isBehindProxy = try Self.flag(value, "server.behind_proxy", path)
            case "url":
                guard text.hasPrefix("https://") || text.hasPrefix("http://"), text.count > 8 else {
                    throw Self.bad(value, "server.url must be a URL such as https://crm.example.com", path)
                }
                server.url = String(text.reversed().drop { $0 == "/" }.reversed())
            case "resubscribing":
                guard let rule = DirectOptions.Resubscribing(rawValue: text) else {
                    throw Self.bad(value, "server.resubscribing must be refuse, ignore or allow", path)
                }
                server.resubscribing = rule
            case "account":
                guard let number = Int64(text), number > 0 else {
                    throw Self.bad(value, "server.account must be a number from 1 on", path)
                }
                server.account = number
            case "rate_limits": server.limits = try Self.limits(value, path)
            case "body_limit": server.bodyLimit = try Self.size(value, "server.body_limit", path)
            case "import_limit": server.importLimit = try Self.size(value, "server.import_limit", path)
            case "connections":
                guard let count = Int(text), (1...100_000).contains(count) else {
                    throw Self.bad(value, "server.connections must be a number from 1 to 100000", path)
                }
                server.connections = count
            case "timeout": server.timeout = try Self.time(value, "server.timeout", path)
            case "request_log":
                guard let log = ServerConfiguration.RequestLog(rawValue: text) else {
                    throw Self.bad(value, "server.request_log must be all, errors or off", path)
                }
                server.log = log
            case "webhook_secret":
                server.webhookSecret = try Self.text(value, "server.webhook_secret", "the name of a secret", path)
            default: throw Self.unknown(key, Self.serverSettings, path)
            }
        }
    }

    private static func limits(_ node: Node, _ path: String) throws(WorkspaceError) -> ServerConfiguration.Limits? {
        if node.string == "off" { return nil }
        guard node.mapping != nil else {
            throw bad(node, "server.rate_limits must be off, or hold token, account and suppressions such as 150/10s", path)
        }
        var limits = ServerConfiguration.Limits()
        for (key, value) in try mapping(node, "server.rate_limits", path) {
            switch key.string {
            case "token": limits.token = try rate(value, "token", path)
            case "account": limits.account = try rate(value, "account", path)
            case "suppressions": limits.suppressions = try rate(value, "suppressions", path)
            default: throw unknown(key, ["token", "account", "suppressions"], path)
            }
        }
        return limits
    }

    private static func rate(_ node: Node, _ name: String, _ path: String) throws(WorkspaceError) -> RequestRate? {
        if node.string == "off" { return nil }
        guard let rate = RequestRate(node.string ?? "") else {
            throw bad(node, "server.rate_limits.\(name) must be off, or requests in a time such as 150/10s", path)
        }
        return rate
    }

    private static func text(_ node: Node, _ name: String, _ what: String, _ path: String) throws(WorkspaceError) -> String {
        guard let text = node.string, !text.isEmpty else { throw bad(node, "\(name) must be \(what)", path) }
        return text
    }

    private static func flag(_ node: Node, _ name: String, _ path: String) throws(WorkspaceError) -> Bool {
        switch node.string {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw bad(node, "\(name) must be true or false", path)
        }
    }

    private static func size(_ node: Node, _ name: String, _ path: String) throws(WorkspaceError) -> Int {
        guard let size = ByteSize(node.string ?? "") else { throw bad(node, "\(name) must be a size such as 1MB", path) }
        return size.bytes
    }
}
