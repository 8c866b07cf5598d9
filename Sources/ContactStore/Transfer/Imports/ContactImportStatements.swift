import Contacts
import Glibc

/// The statements of an import, prepared once for the columns of its file. A row is compared where it lies: nothing is copied of
/// a contact that does not change.
final class ContactImportStatements {
    let fields: [Field]
    private let connection: any SQLConnection
    private let insert: any SQLStatement
    private let find: any SQLStatement
    private let journal: any SQLStatement
    /// By which fields they set, one bit each; the last bit is the status.
    private var updates: [UInt64: any SQLStatement] = [:]

    static let statusBit: UInt64 = 1 << 63

    init(connection: any SQLConnection, fields: [Field], run: Int64) throws {
        self.connection = connection
        self.fields = fields
        let columns = fields.map { ", " + Schema.column($0.id) }.joined()
        let marks = fields.map { _ in ", ?" }.joined()
        insert = try connection.prepare(
            "INSERT INTO contact (id, uuid, email, status, created_at, updated_at, revision\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?\(marks)) "
                + "ON CONFLICT DO NOTHING")
        find = try connection.prepare("SELECT id, status\(columns) FROM contact WHERE email = ?")
        journal = try connection.prepare(
            "INSERT INTO journal (run, kind, target, contact, before, after) VALUES (\(run), ?, ?, ?, ?, ?) "
                + "ON CONFLICT (run, kind, target, contact) DO UPDATE SET after = excluded.after")
    }

    /// Answers whether the contact was new.
    func insert(
        _ row: borrowing ContactRow, key: Int64, id: UUIDv7, isSubscribed: Bool, created: Int64, updated: Int64, revision: Int64
    ) throws -> Bool {
        try insert.bind(1, key)
        try id.withBytes { bytes in try insert.bind(2, blob: bytes) }
        try insert.bind(3, text: row.email)
        try insert.bind(4, isSubscribed ? 1 : 0)
        try insert.bind(5, created)
        try insert.bind(6, updated)
        try insert.bind(7, revision)
        for index in fields.indices { try insert.bind(index + 8, row.cells[index]) }
        _ = try insert.step()
        insert.reset()
        return connection.changedRows > 0
    }

    /// Looks for the contact with an address. What it found can be compared until ``endLook()``.
    func look(for email: UnsafeRawBufferPointer) throws -> (key: Int64, isSubscribed: Bool)? {
        try find.bind(1, text: email)
        guard try find.step() else {
            find.reset()
            return nil
        }
        return (find.integer(0), find.integer(1) == 1)
    }

    func endLook() { find.reset() }

    /// Whether a field of the contact that was looked for has another value than a cell.
    func differs(_ index: Int, from cell: ContactRow.Cell) -> Bool {
        let column = index + 2
        switch cell {
        case .absent: return false
        case .missing: return !find.isNull(column)
        case .text(let bytes):
            if find.isNull(column) { return true }
            let stored = find.bytes(column)
            guard stored.count == bytes.count else { return true }
            guard let left = stored.baseAddress, let right = bytes.baseAddress else { return false }
            return memcmp(left, right, bytes.count) != 0
        case .integer(let number): return find.isNull(column) || find.integer(column) != number
        case .real(let number): return find.isNull(column) || find.real(column) != number
        }
    }

    /// The value that a field of the contact has.
    func stored(_ index: Int) -> SQLValue { find.value(index + 2) }

    /// Sets the fields of a mask, and withdraws consent where it says so, in one statement.
    func update(_ mask: UInt64, _ row: borrowing ContactRow, key: Int64, updated: Int64, revision: Int64) throws {
        let statement = try update(mask)
        var place = 1
        for index in fields.indices where mask & (1 << UInt64(index)) != 0 {
            try statement.bind(place, row.cells[index])
            place += 1
        }
        try statement.bind(place, updated)
        try statement.bind(place + 1, revision)
        try statement.bind(place + 2, key)
        _ = try statement.step()
        statement.reset()
    }

    private func update(_ mask: UInt64) throws -> any SQLStatement {
        if let statement = updates[mask] { return statement }
        var columns = fields.indices.filter { mask & (1 << UInt64($0)) != 0 }.map { Schema.column(fields[$0].id) + " = ?, " }
        if mask & Self.statusBit != 0 { columns.append("status = 0, ") }
        let statement = try connection.prepare("UPDATE contact SET \(columns.joined())updated_at = ?, revision = ? WHERE id = ?")
        updates[mask] = statement
        return statement
    }

    /// Notes a change in the journal.
    func journal(_ kind: ChangeKind, _ target: Int64, _ contact: Int64, _ before: SQLValue, _ after: ContactRow.Cell) throws {
        try journal.bind(1, kind.rawValue)
        try journal.bind(2, target)
        try journal.bind(3, contact)
        try journal.bind(4, before)
        try journal.bind(5, after)
        _ = try journal.step()
        journal.reset()
    }
}

extension SQLStatement {
    func bind(_ index: Int, _ cell: ContactRow.Cell) throws(SQLError) {
        switch cell {
        case .absent, .missing: try bindNull(index)
        case .text(let bytes): try bind(index, text: bytes)
        case .integer(let number): try bind(index, number)
        case .real(let number): try bind(index, .real(number))
        }
    }
}
