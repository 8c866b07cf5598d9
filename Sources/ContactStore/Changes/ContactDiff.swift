public import Contacts

/// All that a change set does to one contact.
public struct ContactDiff: Hashable, Sendable {
    public let key: ContactKey
    /// Empty where the contact is no longer in the store.
    public let email: String
    public var changes: [PropertyChange]
    public var events: [EventDraft]
}
