import Contacts
import Yams

extension WorkspaceConfiguration {
    /// Reads YAML. Unknown keys are errors: a misspelt guard must not be a missing one.
    init(yaml text: String, path: String) throws(WorkspaceError) {
        self.init()
        let root: Node?
        do {
            // The basic resolver leaves scalars as texts, which is what is read here; the default one compiles regular
            // expressions for the types of YAML at every start.
            root = try Yams.compose(yaml: text, .basic, Constructor([:], [:], [:]), .utf8)
        } catch {
            throw .badConfiguration(path: path, reason: "not valid YAML: \(String(describing: error).split(separator: "\n").first ?? "")")
        }
        guard let root else { return }
        guard let mapping = root.mapping else {
            throw .badConfiguration(path: path, reason: "must hold settings as 'name: value'")
        }
        for (key, node) in mapping {
            switch key.string {
            case "timezone": zone = try Self.zone(node, path)
            case "guard": try readGuard(node, path)
            case "limits": try readLimits(node, path)
            case "http": try readHTTP(node, path)
            case "scheduler": try readScheduler(node, path)
            case "notify": try readNotify(node, path)
            case "retention": try readRetention(node, path)
            case "server": try readServer(node, path)
            default:
                throw Self.unknown(key, ["timezone", "guard", "limits", "http", "scheduler", "notify", "retention", "server"], path)
            }
        }
    }

    private static func zone(_ node: Node, _ path: String) throws(WorkspaceError) -> Zone {
        let name = node.string ?? ""
        guard let zone = Zone(name) else {
            throw bad(node, "timezone '\(name)' is not an IANA time zone, such as Europe/Berlin", path)
        }
        return zone
    }

    private mutating func readGuard(_ node: Node, _ path: String) throws(WorkspaceError) {
        for (key, value) in try Self.mapping(node, "guard", path) {
            guard let measure = ChangeGuard.Measure(rawValue: key.string ?? "") else {
                throw Self.unknown(key, ChangeGuard.Measure.allCases.map(\.rawValue), path)
            }
            guard let limit = ChangeGuard.Limit(value.string ?? "") else {
                throw Self.bad(value, "guard.\(measure.rawValue) must be a number or a share such as 5%", path)
            }
            changeGuard.limits[measure] = limit
        }
    }

    private mutating func readLimits(_ node: Node, _ path: String) throws(WorkspaceError) {
        for (key, value) in try Self.mapping(node, "limits", path) {
            let text = value.string ?? ""
            switch key.string {
            case "timeout":
                guard let span = Span(text), span.exactMilliseconds != nil else {
                    throw Self.bad(value, "limits.timeout must be a time such as 30s, 10m or 2h", path)
                }
                timeout = span
            case "memory":
                guard let size = ByteSize(text) else {
                    throw Self.bad(value, "limits.memory must be a size such as 64MB", path)
                }
                memory = size.bytes
            case "output":
                guard let size = ByteSize(text) else {
                    throw Self.bad(value, "limits.output must be a size such as 16MB", path)
                }
                output = size.bytes
            default: throw Self.unknown(key, ["timeout", "memory", "output"], path)
            }
        }
    }

    private mutating func readHTTP(_ node: Node, _ path: String) throws(WorkspaceError) {
        for (key, value) in try Self.mapping(node, "http", path) {
            let entries = value.sequence.map { $0.map { $0.string ?? "" } } ?? value.string.map { [$0] } ?? []
            switch key.string {
            case "hosts":
                guard entries.allSatisfy(AllowedHosts.isPattern) else {
                    throw Self.bad(value, "http.hosts must be a list of hosts such as [api.example.com]", path)
                }
                allowedHosts.patterns = entries.map { $0.lowercased() }
            case "private":
                let blocks = entries.compactMap { AddressBlock($0) }
                guard blocks.count == entries.count else {
                    throw Self.bad(
                        value, "http.private must be a list of addresses and blocks of them such as [127.0.0.1, 10.0.0.0/8]", path)
                }
                allowedHosts.privateBlocks = blocks
            default: throw Self.unknown(key, ["hosts", "private"], path)
            }
        }
    }

    static func mapping(_ node: Node, _ name: String, _ path: String) throws(WorkspaceError) -> Node.Mapping {
        guard let mapping = node.mapping else { throw bad(node, "\(name) must hold settings as 'name: value'", path) }
        return mapping
    }

    static func unknown(_ key: Node, _ known: [String], _ path: String) -> WorkspaceError {
        let name = key.string ?? ""
        return bad(key, "unknown setting '\(name)'\(Suggestion.phrase(for: name, in: known))", path)
    }

    static func bad(_ node: Node, _ reason: String, _ path: String) -> WorkspaceError {
        .badConfiguration(path: node.mark.map { "\(path):\($0.line)" } ?? path, reason: reason)
    }
}
