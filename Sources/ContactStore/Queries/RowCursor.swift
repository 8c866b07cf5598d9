public import Contacts

/// Walks over rows of several values each: properties of contacts or events, or groups with what was made of them.
///
/// It shows what was staged when it was made, and nothing that is staged meanwhile. Memory does not grow with the rows.
public final class RowCursor {
    private let store: ContactStore
    private var statement: (any SQLStatement)?
    private var fixed: FixedRows?
    /// How the columns after the first lie.
    private let kinds: UnsafeMutableBufferPointer<RowValue.Kind>
    /// The row's values: ``count`` of them, valid until the cursor moves.
    public let values: UnsafeMutablePointer<RowValue>
    public let count: Int

    /// - Parameter sql: a `SELECT` of a whole number, and of a column for each kind.
    init(_ sql: SQLFragment, kinds: [RowValue.Kind], in snapshot: Snapshot) throws {
        store = snapshot.store
        count = kinds.count
        self.kinds = .allocate(capacity: kinds.count)
        _ = self.kinds.initialize(from: kinds)
        values = .allocate(capacity: kinds.count)
        values.initialize(repeating: RowValue(), count: kinds.count)
        (statement, fixed) = try snapshot.changes.walk(sql, columns: kinds.count + 1)
    }

    deinit {
        // The statement first: its table is emptied when the rows go.
        statement = nil
        kinds.deallocate()
        values.deallocate()
    }

    /// Goes to the next row; false where there is none.
    public func next() throws -> Bool {
        guard let statement else { return false }
        let hasRow: Bool
        do throws(SQLError) {
            hasRow = try statement.step()
        } catch {
            throw StoreError(error, path: store.path)
        }
        if hasRow {
            statement.read(UnsafeBufferPointer(kinds), into: values)
            return true
        }
        self.statement = nil
        fixed = nil
        return false
    }

    /// The whole number that a row begins with.
    var key: Int64 { statement?.integer(0) ?? 0 }

    /// A value of the row as the domain holds it.
    public func value(_ index: Int) -> Value? { Value(values[index]) }
}
