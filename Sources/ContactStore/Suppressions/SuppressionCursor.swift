public import Contacts

/// Walks over the blocked addresses, one at a time.
public final class SuppressionCursor {
    private var statement: (any SQLStatement)?
    private let snapshot: Snapshot

    init(_ statement: any SQLStatement, in snapshot: Snapshot) {
        self.statement = statement
        self.snapshot = snapshot
    }

    /// The next; nil where there is none.
    public func next() throws -> Suppression? {
        try snapshot.store.translating {
            guard let statement, try statement.step() else {
                statement = nil
                return nil
            }
            return Suppression(
                email: EmailAddress(normalised: statement.text(0)), reason: statement.text(1),
                at: Timestamp(milliseconds: statement.integer(2)))
        }
    }
}
