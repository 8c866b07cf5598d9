public import Contacts

/// A token that opens the served API, without its text, which nobody knows but whom it was shown to.
public struct AccessToken: Hashable, Sendable, Identifiable {
    public enum Scope: String, Sendable, CaseIterable {
        case read
        case write
    }

    public let id: Int64
    /// Unique among those that are not revoked.
    public let name: String
    public let scope: Scope
    public let createdAt: Timestamp
    public let expiresAt: Timestamp
    public let revokedAt: Timestamp?
    /// To the minute.
    public let lastUsedAt: Timestamp?

    /// Days until a token expires, unless it is said otherwise.
    public static let usualDays = 365

    public func isValid(at now: Timestamp) -> Bool { revokedAt == nil && now < expiresAt }
}
