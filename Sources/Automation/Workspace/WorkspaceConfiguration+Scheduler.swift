import Contacts
import Yams

extension WorkspaceConfiguration {
    mutating func readScheduler(_ node: Node, _ path: String) throws(WorkspaceError) {
        for (key, value) in try Self.mapping(node, "scheduler", path) {
            let text = value.string ?? ""
            switch key.string {
            case "workers":
                guard let count = Int(text), (1...SchedulerConfiguration.mostWorkers).contains(count) else {
                    throw Self.bad(value, "scheduler.workers must be a number from 1 to \(SchedulerConfiguration.mostWorkers)", path)
                }
                scheduler.workers = count
            case "drain": scheduler.drain = try Self.time(value, "scheduler.drain", path)
            case "lease": scheduler.lease = try Self.time(value, "scheduler.lease", path)
            case "ping": scheduler.ping = try Self.url(value, "scheduler.ping", path)
            case "ping_every": scheduler.pingEvery = try Self.time(value, "scheduler.ping_every", path)
            case "metrics_file":
                guard !text.isEmpty, !text.hasSuffix("/") else {
                    throw Self.bad(value, "scheduler.metrics_file must be the path of a file such as metrics.prom", path)
                }
                scheduler.metricsFile = text
            default: throw Self.unknown(key, ["workers", "drain", "lease", "ping", "ping_every", "metrics_file"], path)
            }
        }
    }

    mutating func readNotify(_ node: Node, _ path: String) throws(WorkspaceError) {
        for (key, value) in try Self.mapping(node, "notify", path) {
            switch key.string {
            case "webhook": notify.webhook = try Self.url(value, "notify.webhook", path)
            case "secret":
                guard let name = value.string, !name.isEmpty else {
                    throw Self.bad(value, "notify.secret must be the name of a secret", path)
                }
                notify.secret = name
            default: throw Self.unknown(key, ["webhook", "secret"], path)
            }
        }
    }

    mutating func readRetention(_ node: Node, _ path: String) throws(WorkspaceError) {
        for (key, value) in try Self.mapping(node, "retention", path) {
            switch key.string {
            case "runs": retention.runs = try Self.age(value, "retention.runs", path)
            case "logs": retention.logs = try Self.age(value, "retention.logs", path)
            default: throw Self.unknown(key, ["runs", "logs"], path)
            }
        }
    }

    static func time(_ node: Node, _ name: String, _ path: String) throws(WorkspaceError) -> Span {
        guard let span = Span(node.string ?? ""), span.count > 0, span.exactMilliseconds != nil else {
            throw bad(node, "\(name) must be a time such as 5s, 1m or 2h", path)
        }
        return span
    }

    private static func age(_ node: Node, _ name: String, _ path: String) throws(WorkspaceError) -> Span {
        guard let span = Span(node.string ?? ""), span.count > 0 else {
            throw bad(node, "\(name) must be an age such as 30d, 12w or 2y", path)
        }
        return span
    }

    private static func url(_ node: Node, _ name: String, _ path: String) throws(WorkspaceError) -> String {
        let text = node.string ?? ""
        if let problem = AllowedHosts.flaw(of: text) { throw bad(node, "\(name): \(problem)", path) }
        return text
    }
}
