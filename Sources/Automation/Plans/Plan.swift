public import ContactStore
public import Contacts
public import Scheduling

/// What a script would do: its change set, counted and sampled, with what the guards say. Nothing is changed by making it.
public struct Plan: Sendable {
    public let script: String
    public let hash: String
    /// The instant that the script's clock stood at.
    public let now: Timestamp
    /// The commit that the script saw.
    public let sequence: Int64
    public let summary: ChangeSummary
    /// The first contacts with changes, before and after.
    public let sample: [ContactDiff]
    /// The job that it is of.
    public var job: String?
    /// The first requests that would be sent, without their headers and with secrets by name.
    public var requests: [OutboxRequest] = []
    /// How old the contacts are that it was made on, where they are an account's.
    public var mirror: MirrorAge?
    /// How the live account is told of it; nil where the workspace has none.
    public var delivery: DeliveryEstimate?
    /// What becomes of its events in the account, where nobody knows whether one has arrived.
    public var eventDelivery = Delivery.atLeastOnce
    /// The limits in force, and those that the change set is past.
    public let changeGuard: ChangeGuard
    public let violations: [GuardViolation]
}
