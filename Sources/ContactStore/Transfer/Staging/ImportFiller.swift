import Contacts

/// Puts the rows of a staged import into its tables, one for each address.
final class ImportFiller {
    private let stager: ImportStager
    private let tables: ImportTables
    private let connection: any SQLConnection
    private let insert: any SQLStatement
    private let insertError: any SQLStatement
    private let insertList: any SQLStatement
    private let findRow: any SQLStatement
    private let find: any SQLStatement
    private let findNew: (any SQLStatement)?
    private let findDeleted: (any SQLStatement)?
    private var nextKey: Int64
    /// Rows that are contacts, and those of them that have not left the earlier row of their address as it was.
    private(set) var counts = (valid: 0, effective: 0)

    init(stager: ImportStager, tables: ImportTables) throws {
        self.stager = stager
        self.tables = tables
        connection = tables.connection
        insert = try connection.prepare(tables.insert(stager.options, resubscribes: stager.resubscribes))
        insertError = try connection.prepare("INSERT INTO \(tables.errors) (line, reason, raw) VALUES (?, ?, ?)")
        insertList = try connection.prepare("INSERT OR REPLACE INTO \(tables.lists) (contact, list, joins) VALUES (?, ?, ?)")
        findRow = try connection.prepare("SELECT contact FROM \(tables.rows) WHERE email = ?")
        find = try connection.prepare("SELECT id FROM contact WHERE email = ?")
        let shape = stager.snapshot.changes.shape
        findNew = shape.hasCreations ? try connection.prepare("SELECT id FROM temp.new_contact WHERE email = ?") : nil
        findDeleted =
            shape.has(.deleteContact, 0)
            ? try connection.prepare("SELECT 1 FROM temp.change WHERE kind = 2 AND target = 0 AND contact = ?") : nil
        let stored = try connection.integer("SELECT value FROM meta WHERE key = 'next_contact'") ?? 1
        nextKey = max(stored, try connection.integer("SELECT max(id) + 1 FROM temp.new_contact") ?? 0)
    }

    /// Takes a row in, or answers what is wrong with it.
    func take(_ row: borrowing ContactRow) throws -> Invalid? {
        let key = try key(of: row.email)
        if let key, try isDeleted(key) { return Invalid("email", "is that of a contact that this run deletes") }
        if let id = row.id, let problem = try reserve(id, row.email, isNew: key == nil) { return problem }
        counts.valid += 1
        try insert.bind(1, key ?? nextKey)
        try insert.bind(2, key == nil ? 1 : 0)
        try insert.bind(3, text: row.email)
        if key == nil {
            let id = row.id ?? stager.makeID(row.createdAt ?? stager.snapshot.clock.now)
            try id.withBytes { bytes in try insert.bind(4, blob: bytes) }
            nextKey += 1
        } else {
            try insert.bindNull(4)
        }
        try insert.bind(5, row.status.map { .integer($0 == .subscribed ? 1 : 0) } ?? .null)
        try insert.bind(6, row.createdAt.map { .integer($0.milliseconds) } ?? .null)
        var valued: Int64 = 0
        var cleared: Int64 = 0
        for (index, cell) in row.cells.enumerated() {
            switch cell {
            case .absent: break
            case .missing: cleared |= 1 << Int64(index)
            default: valued |= 1 << Int64(index)
            }
            try insert.bind(index + 9, cell)
        }
        try insert.bind(7, valued)
        try insert.bind(8, cleared)
        _ = try insert.step()
        insert.reset()
        counts.effective += connection.changedRows
        try takeLists(row)
        return nil
    }

    func reject(line: Int, _ problem: Invalid, _ raw: UnsafeRawBufferPointer) throws {
        try insertError.bind(1, Int64(line))
        try insertError.bind(2, .text(problem.description))
        // No bytes would be NULL.
        if raw.isEmpty { try insertError.bind(3, .text("")) } else { try insertError.bind(3, blob: raw) }
        _ = try insertError.step()
        insertError.reset()
    }

    private func takeLists(_ row: borrowing ContactRow) throws {
        if row.lists.isEmpty, row.included.isEmpty, row.excluded.isEmpty { return }
        // An earlier row may have given the address its key.
        guard let key = try first(findRow, text: row.email) else { return }
        let named = try row.lists.map { try stager.snapshot.ensureList($0).id }
        for (lists, joins) in [(row.excluded, Int64(0)), (row.included, 1), (named, 1)] {
            for list in lists {
                try insertList.bind(1, key)
                try insertList.bind(2, list)
                try insertList.bind(3, joins)
                _ = try insertList.step()
                insertList.reset()
            }
        }
    }

    private func key(of email: UnsafeRawBufferPointer) throws -> Int64? {
        if let key = try first(find, text: email) { return key }
        return try findNew.flatMap { try first($0, text: email) }
    }

    private func isDeleted(_ key: Int64) throws -> Bool {
        guard let findDeleted else { return false }
        try findDeleted.bind(1, key)
        defer { findDeleted.reset() }
        return try findDeleted.step()
    }

    /// Keeps an id for an address. Contacts that are there keep theirs, whatever the row says.
    private func reserve(_ id: UUIDv7, _ email: UnsafeRawBufferPointer, isNew: Bool) throws -> Invalid? {
        guard isNew else { return nil }
        let blob: SQLValue = .blob(id.withBytes { [UInt8]($0) })
        let text = String(decoding: email, as: UTF8.self)
        try connection.run("INSERT OR IGNORE INTO \(tables.ids) (uuid, email) VALUES (?, ?)", [blob, .text(text)])
        let isTaken =
            try connection.integer("SELECT 1 FROM \(tables.ids) WHERE uuid = ? AND email <> ?", [blob, .text(text)]) != nil
            || connection.integer("SELECT 1 FROM contact WHERE uuid = ?", [blob]) != nil
            || connection.integer("SELECT 1 FROM temp.new_contact WHERE uuid = ?", [blob]) != nil
        return isTaken ? Invalid("id", "is that of another contact") : nil
    }

    private func first(_ statement: any SQLStatement, text: UnsafeRawBufferPointer) throws -> Int64? {
        try statement.bind(1, text: text)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : nil
    }
}
