public import Contacts

/// A list or a field, as it is here and as the account has it.
public struct DeliverySharedChange: Hashable, Sendable {
    public let target: DeliveryTarget
    /// What it is called here; nil where it is gone.
    public let name: String?
    /// Of a field the merge tag and the type.
    public let tag: String?
    public let type: ValueType?
    /// The account's id, where it has it.
    public let remote: Int64?
    /// What the account calls it; empty where its deletion was asked for and nobody knows whether it has happened.
    public let remoteName: String?
    public let remoteTag: String?

    /// Whether the account may have it or not.
    public var isUncertain: Bool { remoteName?.isEmpty == true }
}
