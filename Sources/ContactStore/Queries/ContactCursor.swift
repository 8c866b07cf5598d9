public import Contacts

/// Walks over the contacts of a query, one at a time, in memory that does not grow with the matches.
///
/// A plain query is read in pages by key, with just the columns that the loop has turned out to read. A query that sorts, or
/// that looks at what the run has staged, has its keys fixed in a temporary table first: what is staged during the walk does
/// not change which contacts it visits.
public final class ContactCursor {
    private let snapshot: Snapshot
    private let query: ContactQuery
    private var mode: Mode
    private var key: ContactKey?
    /// The columns that each row is read for.
    public private(set) var columns: [ContactColumn]
    private var remaining: Int?

    private enum Mode {
        case pages(statement: any SQLStatement, columns: [ContactColumn], rows: Int, size: Int)
        case keys(statement: any SQLStatement)
        case ended
    }

    /// The first page finds out which columns are read; the later ones are long enough that starting one costs nothing.
    private static let pageSizes = (first: 16, later: 8_192)

    init(_ query: ContactQuery, columns: [ContactColumn], in snapshot: Snapshot) throws {
        self.snapshot = snapshot
        self.query = query
        self.columns = columns
        self.remaining = query.limit
        self.mode = .ended
        if query.order.isEmpty && snapshot.changes.shape.isEmpty {
            try startPage(size: Self.pageSizes.first)
        } else {
            mode = .keys(statement: try snapshot.changes.fixedKeys(of: query))
        }
    }

    /// Goes to the next contact; nil where there is none.
    public func next() throws -> ContactKey? {
        switch mode {
        case .ended:
            return nil
        case .keys(let statement):
            guard try statement.step() else { return end() }
            key = ContactKey(statement.integer(0))
        case .pages(let statement, let columns, let rows, let size):
            if remaining == 0 { return end() }
            if try statement.step() {
                key = ContactKey(statement.integer(0))
                mode = .pages(statement: statement, columns: columns, rows: rows + 1, size: size)
                remaining = remaining.map { $0 - 1 }
            } else if rows < size {
                return end()
            } else {
                try startPage(size: Self.pageSizes.later)
                return try next()
            }
        }
        return key
    }

    /// Asks that a column be read with each row from the next page on.
    public func include(_ column: ContactColumn) {
        if !columns.contains(column) { columns.append(column) }
    }

    /// The current row's value of a column by its place in ``columns``, or nil where this page does not hold it.
    public func stored(_ index: Int) -> ColumnValue? {
        guard case .pages(let statement, let paged, _, _) = mode, index < paged.count else { return nil }
        return ColumnValue(paged[index], at: index + 1, of: statement)
    }

    private func startPage(size: Int) throws {
        let compiler = snapshot.compiler
        let after = key.map { SQLFragment("c.id > ?", [.integer($0.rawValue)]) }
        var page = query
        page.limit = size
        let names = (["c.id"] + columns.map { "c.\($0.sql)" }).joined(separator: ", ")
        let sql = try compiler.select(names, page, extra: after)
        if case .pages(let old, let oldColumns, _, let oldSize) = mode, oldColumns == columns, oldSize == size, key != nil {
            old.reset()
            try old.bind(sql.values)
            mode = .pages(statement: old, columns: columns, rows: 0, size: size)
            return
        }
        let statement = try snapshot.connection.prepare(sql.text)
        try statement.bind(sql.values)
        mode = .pages(statement: statement, columns: columns, rows: 0, size: size)
    }

    private func end() -> ContactKey? {
        mode = .ended
        key = nil
        return nil
    }
}
