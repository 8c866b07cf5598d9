import Contacts
import Formats
import Glibc

/// How far a pull is, kept in a file so that one that is cut short goes on.
struct PullState {
    /// What an export holds.
    enum Content: Hashable {
        case everybody
        case unsubscribed
        case list(Int64)

        var name: String {
            switch self {
            case .everybody: "all"
            case .unsubscribed: "unsubscribed"
            case .list(let id): "list-\(id)"
            }
        }

        init?(name: String) {
            switch name {
            case "all": self = .everybody
            case "unsubscribed": self = .unsubscribed
            default:
                guard name.hasPrefix("list-"), let id = Int64(name.dropFirst(5)) else { return nil }
                self = .list(id)
            }
        }

        var filters: [ExportFilter] {
            switch self {
            case .everybody: []
            case .unsubscribed: [.status(.unsubscribed)]
            case .list(let id): [.lists([id])]
            }
        }
    }

    var baseURL: String
    var account: Int64
    var startedAt: Timestamp
    var lists: [ListResource] = []
    var fields: [FieldResource] = []
    /// The account's numbers of exports that were begun.
    var begun: [String: Int64] = [:]
    /// Exports whose files are here.
    var done: Set<String> = []
    var suppressionsDone = false
    var lastSuppression: String?

    /// An older pull is begun anew: its links are dead, and its contacts stale.
    static let longestAge: Int64 = 6 * 3_600_000

    init(baseURL: String, account: Int64, startedAt: Timestamp) {
        self.baseURL = baseURL
        self.account = account
        self.startedAt = startedAt
    }

    init?(json: JSONValue) {
        guard let url = json["base_url"]?.stringValue, let account = json["account"]?.integerValue,
            let start = json["started_at"]?.integerValue, let lists = try? json["lists"]?.arrayValue?.map({ try ListResource(json: $0) }),
            let fields = try? json["fields"]?.arrayValue?.map({ try FieldResource(json: $0) })
        else { return nil }
        self.init(baseURL: url, account: account, startedAt: Timestamp(milliseconds: start))
        self.lists = lists
        self.fields = fields
        for (name, id) in json["begun"]?.objectValue ?? JSONObject() { begun[name] = id.integerValue }
        done = Set((json["done"]?.arrayValue ?? []).compactMap(\.stringValue))
        suppressionsDone = json["suppressions_done"]?.boolValue ?? false
        lastSuppression = json["last_suppression"]?.stringValue
    }

    var json: JSONValue {
        var begun = JSONObject()
        for (name, id) in self.begun.sorted(by: { $0.key < $1.key }) { begun[name] = .integer(id) }
        var object = JSONObject()
        object["base_url"] = .string(baseURL)
        object["account"] = .integer(account)
        object["started_at"] = .integer(startedAt.milliseconds)
        object["lists"] = .array(lists.map(\.json))
        object["fields"] = .array(fields.map(\.json))
        object["begun"] = .object(begun)
        object["done"] = .array(done.sorted().map { .string($0) })
        object["suppressions_done"] = .bool(suppressionsDone)
        object["last_suppression"] = lastSuppression.map { .string($0) }
        return .object(object)
    }
}
