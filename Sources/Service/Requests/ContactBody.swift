import ContactStore
import Contacts
import Formats

/// A contact as requests have it. What cannot be read is noted, so that it is told together with what the store finds.
struct ContactBody {
    /// Nil where there is none.
    var email: String?
    var values: [(tag: String, value: JSONValue)] = []
    var lists: [Int64] = []
    var listsIncluded: [Int64] = []
    var listsExcluded: [Int64] = []
    var isUnsubscribed: Bool?
    var problems: [Invalid] = []

    static let notAHash = "must be a hash"
    static let badData = "contains invalid data"

    /// Reads the object under `contact`.
    init(wrapped body: JSONObject) throws(APIFailure) {
        switch body["contact"] {
        case .object(let contact): self.init(contact)
        case nil, .null: throw .invalid("contact", "can't be blank")
        default: throw .invalid("contact", Self.notAHash)
        }
    }

    init(_ contact: JSONObject) {
        switch contact["email"] {
        case nil, .null: break
        case .string(let text): email = text
        default: note("email", "is invalid")
        }
        switch contact["fields"] {
        case nil, .null: break
        case .object(let fields): values = fields.map { (tag: $0.key, value: $0.value) }
        // What PHP makes of an empty array.
        case .array(let fields) where fields.isEmpty: break
        default: note("fields", Self.notAHash)
        }
        // Two of the attributes are in the singular in messages.
        lists = ids(contact["list_ids"], "list_ids")
        listsIncluded = ids(contact["list_ids_included"], "list_id_included")
        listsExcluded = ids(contact["list_ids_excluded"], "list_id_excluded")
        switch contact["unsubscribed"] {
        case nil, .null: break
        case .bool(let flag): isUnsubscribed = flag
        case .string("true"): isUnsubscribed = true
        case .string("false"): isUnsubscribed = false
        default: note("unsubscribed", "is invalid")
        }
    }

    /// The address, which must be there.
    func requiredEmail() throws(APIFailure) -> String {
        if let email { return email }
        let isNoted = problems.contains { $0.attribute == "email" }
        throw .invalid(ValidationErrors(isNoted ? problems : [Invalid("email", "can't be blank")] + problems))
    }

    private mutating func note(_ attribute: String, _ message: String) { problems.append(Invalid(attribute, message)) }

    /// Whole numbers, also where they are written as texts.
    private mutating func ids(_ json: JSONValue?, _ attribute: String) -> [Int64] {
        switch json {
        case nil, .null: return []
        case .array(let elements):
            let ids = elements.compactMap(Self.id)
            if ids.count < elements.count { note(attribute, Self.badData) }
            return ids
        default:
            note(attribute, Self.badData)
            return []
        }
    }

    static func id(_ json: JSONValue) -> Int64? {
        switch json {
        case .integer(let number): number
        case .string(let text): Int64(text)
        default: nil
        }
    }
}
