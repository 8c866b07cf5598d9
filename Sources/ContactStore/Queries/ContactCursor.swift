public import Contacts

/// Walks over the contacts of a query, one at a time, in memory that does not grow with the matches.
///
/// A plain query is read in pages by key, with just the columns that the loop has turned out to read. A query that sorts, or
/// that looks at what the run has staged, has its keys fixed in a temporary table first: what is staged during the walk does
/// not change which contacts it visits.
public final class ContactCursor {
    private let snapshot: Snapshot
    private let query: ContactQuery
    private let isPaged: Bool
    /// As things were staged when the walk began: later pages must not see what is staged meanwhile.
    private let compiler: QueryCompiler
    private var statement: (any SQLStatement)?
    private var fixed: FixedRows?
    private var key: ContactKey?
    private var rows = 0
    private var pageSize = 0
    private var remaining: Int?
    /// The columns that each row is to be read for.
    public private(set) var columns: [ContactColumn]
    /// How the columns of this page lie; empty where the walk knows keys alone.
    private var kinds: UnsafeMutableBufferPointer<RowValue.Kind>
    /// The row's values, in the order of ``columns``: the first ``valueCount`` of them.
    public private(set) var values: UnsafeMutablePointer<RowValue>

    /// The first page finds out which columns are read; the later ones are long enough that starting one costs nothing.
    private static let pageSizes = (first: 16, later: 8_192)

    init(_ query: ContactQuery, columns: [ContactColumn], in snapshot: Snapshot) throws {
        self.snapshot = snapshot
        self.query = query
        self.columns = columns
        self.remaining = query.limit
        kinds = .allocate(capacity: 0)
        values = .allocate(capacity: 0)
        compiler = snapshot.compiler
        // Other queries inside would be asked anew on every page.
        isPaged = query.order.isEmpty && query.base == .all && snapshot.changes.shape.isEmpty
        if isPaged {
            try snapshot.changes.prepareForWalks()
            try startPage(size: Self.pageSizes.first)
        } else {
            (statement, fixed) = try snapshot.changes.walk(compiler.select("c.id", query), columns: 1)
        }
    }

    deinit {
        kinds.deallocate()
        values.deallocate()
    }

    /// How many of ``columns`` are read with this row; the others were asked for on this page, or the walk knows keys alone.
    public var valueCount: Int { kinds.count }

    /// Goes to the next contact; nil where there is none.
    public func next() throws -> ContactKey? {
        guard let statement else { return nil }
        if remaining == 0 { return end() }
        guard try statement.step() else {
            guard isPaged, rows == pageSize else { return end() }
            try startPage(size: Self.pageSizes.later)
            return try next()
        }
        rows += 1
        if isPaged, let left = remaining { remaining = left - 1 }
        let found = ContactKey(statement.integer(0))
        key = found
        if !kinds.isEmpty { statement.read(UnsafeBufferPointer(kinds), into: values) }
        return found
    }

    /// Asks that a column be read with each row from the next page on.
    public func include(_ column: ContactColumn) {
        if isPaged, !columns.contains(column) { columns.append(column) }
    }

    /// The row's value of a column by its place in ``columns``, or nil where this row does not hold it.
    public func stored(_ index: Int) -> Value? { Value(values[index]) }

    private func startPage(size: Int) throws {
        let after = key.map { SQLFragment("c.id > ?", [.integer($0.rawValue)]) }
        var page = query
        page.limit = size
        let names = (["c.id"] + columns.map { "c.\($0.sql)" }).joined(separator: ", ")
        let sql = try compiler.select(names, page, extra: after)
        // From the second long page on, the text is the same and so is the statement.
        if let statement, pageSize == size, kinds.count == columns.count {
            statement.reset()
            try statement.bind(sql.values)
        } else {
            let statement = try snapshot.connection.prepare(sql.text)
            try statement.bind(sql.values)
            self.statement = statement
            layOut()
        }
        rows = 0
        pageSize = size
    }

    private func layOut() {
        kinds.deallocate()
        values.deallocate()
        kinds = .allocate(capacity: columns.count)
        _ = kinds.initialize(from: columns.map(RowValue.Kind.init))
        values = .allocate(capacity: columns.count)
        values.initialize(repeating: RowValue(), count: columns.count)
    }

    private func end() -> ContactKey? {
        statement = nil
        fixed = nil
        key = nil
        return nil
    }
}

extension Value {
    /// A row's value as the domain holds it; nil where it is missing.
    init?(_ row: RowValue) {
        switch row.kind {
        case .missing: return nil
        case .text: self = .text(String(decoding: row.bytes, as: UTF8.self))
        case .integer: self = .integer(row.integer)
        case .float: self = .float(row.float)
        case .boolean: self = .boolean(row.integer != 0)
        case .date: self = .date(CalendarDate(days: Int(row.integer)))
        case .timestamp: self = .timestamp(Timestamp(milliseconds: row.integer))
        case .status: self = .text((row.integer == 1 ? SubscriptionStatus.subscribed : .unsubscribed).rawValue)
        case .id: self = .text(UUIDv7(bytes: row.bytes)?.description ?? "")
        case .any: return nil
        }
    }
}
