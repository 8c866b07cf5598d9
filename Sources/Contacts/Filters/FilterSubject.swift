/// All that a filter can ask about one contact.
public struct FilterSubject: Sendable {
    public let contact: Contact
    /// In any order.
    public let events: [Event]
    /// Whether the sending side blocks the address.
    public let isSuppressed: Bool

    public init(_ contact: Contact, events: [Event] = [], isSuppressed: Bool = false) {
        self.contact = contact
        self.events = events
        self.isSuppressed = isSuppressed
    }
}
