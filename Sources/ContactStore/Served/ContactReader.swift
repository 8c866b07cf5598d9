public import Contacts

/// Reads what is stored, from any number of threads, with connections that are kept. Writers keep no reader waiting.
public final class ContactReader: Sendable {
    let store: ContactStore
    let connections: ReadConnections

    public init(store: ContactStore) {
        self.store = store
        connections = ReadConnections(store: store)
    }

    /// The contact of an identifier as it is now.
    public func contact(_ identifier: ContactIdentifier) throws(StoreError) -> ServedContact? {
        try connections.with { connection in try connection.read { try connection.contact(identifier, $0) } }
    }

    /// The lists in the order of their ids; those whose names begin with a text, in any case of letters.
    public func lists(startingWith prefix: String = "") throws(StoreError) -> [ContactList] {
        let lists = try catalog().lists
        guard !prefix.isEmpty else { return lists }
        let folded = CaseFolding.folded(prefix)
        return lists.filter { CaseFolding.folded($0.name).utf8.starts(with: folded.utf8) }
    }

    public func list(_ id: Int64) throws(StoreError) -> ContactList? { try catalog().lists.first { $0.id == id } }

    /// In the order of their ids.
    public func fields() throws(StoreError) -> [Field] { try catalog().fields }

    public func field(_ id: Int64) throws(StoreError) -> Field? { try catalog().fields.first { $0.id == id } }

    public func contactCount() throws(StoreError) -> Int {
        try connections.with { connection in
            try connection.read { _ in Int(try connection.connection.integer("SELECT count(*) FROM contact") ?? 0) }
        }
    }

    /// A page of suppression entries in the order of their ids, which is that of their creation.
    public func suppressions(
        _ filter: SuppressionFilter, limit: Int = SuppressionFilter.pageSize
    ) throws(StoreError) -> [SuppressionEntry] {
        var conditions = SQLFragment("TRUE")
        if let email = filter.email { conditions = conditions + SQLFragment(" AND email = ?", [.text(email.lowercased())]) }
        if let from = filter.from { conditions = conditions + SQLFragment(" AND created_at >= ?", [.integer(from.milliseconds)]) }
        if let until = filter.until { conditions = conditions + SQLFragment(" AND created_at <= ?", [.integer(until.milliseconds)]) }
        if let after = filter.after { conditions = conditions + SQLFragment(" AND id > ?", [.text(after.description)]) }
        let sql = "SELECT \(SuppressionEntry.columns) FROM suppression_entry WHERE \(conditions.text) ORDER BY id LIMIT ?"
        return try connections.with { connection in
            try connection.read { _ in
                var entries: [SuppressionEntry] = []
                try connection.connection.cachedRows(sql, conditions.values + [.integer(Int64(limit))]) { row in
                    if let entry = SuppressionEntry(row) { entries.append(entry) }
                }
                return entries
            }
        }
    }

    private func catalog() throws(StoreError) -> ServedCatalog {
        try connections.with { connection in try connection.read { $0 } }
    }
}
