public import Contacts
public import Formats

/// A filter of `POST /api/contacts/exports`. Several of them must all hold.
public enum ExportFilter: Hashable, Sendable {
    /// On any of these lists.
    case lists([Int64])
    case status(SubscriptionStatus)

    public var json: JSONValue {
        switch self {
        case .lists(let ids): ["name": "list_id", "operator": "equal", "value": .array(ids.map { .integer($0) })]
        case .status(let status): ["name": "subscription_status", "operator": "equal", "value": .string(status.rawValue)]
        }
    }
}
