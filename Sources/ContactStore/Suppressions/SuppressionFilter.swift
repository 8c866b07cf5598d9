public import Contacts

/// Which suppression entries are asked for.
public struct SuppressionFilter: Hashable, Sendable {
    /// Compared as stored, lower-cased.
    public var email: String?
    /// From this instant on.
    public var from: Timestamp?
    /// Up to this instant, which is included.
    public var until: Timestamp?
    /// Those behind an entry, which need not be there any more.
    public var after: UUIDv7?

    /// The most of one page.
    public static let pageSize = 1_000

    public init(email: String? = nil, from: Timestamp? = nil, until: Timestamp? = nil, after: UUIDv7? = nil) {
        self.email = email
        self.from = from
        self.until = until
        self.after = after
    }
}
