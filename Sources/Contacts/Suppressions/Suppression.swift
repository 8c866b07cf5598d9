/// An address that the sending side blocks: after a hard bounce, a complaint. It is apart from consent, which is the person's.
public struct Suppression: Hashable, Sendable {
    public let email: EmailAddress
    /// Why, in the sending side's words: `hard bounce`, `spam complaint`.
    public let reason: String
    public let at: Timestamp

    /// The reason where none is given.
    public static let unknownReason = "unknown"
    /// The longest reason, in characters.
    public static let maximumReasonLength = 255

    public init(email: EmailAddress, reason: String, at: Timestamp) {
        self.email = email
        self.reason = reason
        self.at = at
    }
}
