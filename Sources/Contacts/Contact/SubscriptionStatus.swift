/// Whether a contact agreed to be written to. The Contacts API knows these two.
public enum SubscriptionStatus: String, Sendable, CaseIterable, Codable {
    case subscribed
    case unsubscribed
}
