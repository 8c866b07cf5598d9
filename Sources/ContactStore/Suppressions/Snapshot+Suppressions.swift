public import Contacts

extension Snapshot {
    /// Whether the sending side blocks an address.
    public func isSuppressed(_ email: EmailAddress) throws -> Bool {
        try store.translating { try connection.integer("SELECT 1 FROM suppression WHERE email = ?", [.text(email.value)]) != nil }
    }

    /// Whether the sending side blocks a contact's address.
    public func isSuppressed(_ key: ContactKey) throws -> Bool {
        guard case .text(let email)? = try value(.email, of: key) else { return false }
        return try isSuppressed(EmailAddress(normalised: email))
    }

    /// How many addresses are blocked, contacts or not.
    public func suppressionCount() throws -> Int {
        try store.translating { Int(try connection.integer("SELECT count(*) FROM suppression") ?? 0) }
    }

    /// How many addresses are blocked for each reason, the commonest first.
    public func suppressionReasons() throws -> [(reason: String, count: Int)] {
        try store.translating {
            var reasons: [(reason: String, count: Int)] = []
            try connection.rows("SELECT reason, count(*) FROM suppression GROUP BY reason ORDER BY count(*) DESC, reason") { row in
                reasons.append((row.text(0), Int(row.integer(1))))
            }
            return reasons
        }
    }

    /// A walk over the blocked addresses, in their order.
    public func suppressions() throws -> SuppressionCursor {
        try store.translating {
            SuppressionCursor(try connection.prepare("SELECT email, reason, at FROM suppression ORDER BY email"), in: self)
        }
    }
}
