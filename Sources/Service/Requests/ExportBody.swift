import ContactStore
import Contacts
import Formats

/// The filters of a `POST /contacts/exports`: `{"filters":[{"name":"list_id","operator":"equal","value":[1,2]}]}`.
struct ExportBody {
    private(set) var filter = ServedExportFilter()

    init(_ body: JSONObject) throws(APIFailure) {
        switch body["filters"] {
        case nil, .null: break
        case .array(let filters): for one in filters { try take(one) }
        case .object(let object) where object.isEmpty: break
        default: throw .invalidFilters
        }
    }

    /// A name that comes twice is refused: all filters must hold, and of two conditions on one thing the store knows nothing.
    private mutating func take(_ json: JSONValue) throws(APIFailure) {
        guard case .object(let object) = json, object["operator"] ?? "equal" == "equal", let value = object["value"] else {
            throw .invalidFilters
        }
        switch object["name"]?.stringValue {
        case "list_id" where filter.lists == nil:
            let elements = value.arrayValue ?? [value]
            let ids = elements.compactMap(ContactBody.id)
            guard ids.count == elements.count, !ids.isEmpty else { throw .invalidFilters }
            filter.lists = ids
        case "subscription_status" where filter.status == nil:
            guard let status = SubscriptionStatus(rawValue: value.stringValue ?? "") else { throw .invalidFilters }
            filter.status = status
        default: throw .invalidFilters
        }
    }
}
