public import Contacts

/// A row of the delivery queue that somebody has to see to.
public struct DeliveryItem: Hashable, Sendable, Identifiable {
    public let id: Int64
    public let run: Int64
    public let step: DeliveryStep
    public let state: DeliveryState
    /// The address that it is about, where it is still known.
    public let email: String?
    /// The name of the event, list or field.
    public let name: String?
    /// What the account said, or what happened.
    public let message: String
    public let settledAt: Timestamp?

    /// `update`, `event Purchase`, `list Sunset`.
    public var title: String {
        switch step {
        case .upsert, .update: "update"
        case .delete: "delete"
        case .event: "event" + (name.map { " \($0)" } ?? "")
        case .list: "list" + (name.map { " \($0)" } ?? "")
        case .field: "field" + (name.map { " \($0)" } ?? "")
        }
    }
}
