import Contacts

/// The statements of an import, prepared once for the columns of its file.
final class ContactImportStatements {
    let fields: [Field]
    private let insert: any SQLStatement
    private let find: any SQLStatement
    private let updates: [any SQLStatement]
    private let unsubscribe: any SQLStatement
    private let touch: any SQLStatement
    private let connection: any SQLConnection

    /// A contact that is there already, with its values of the file's columns.
    struct Old {
        let key: Int64
        let isSubscribed: Bool
        let values: [SQLValue]
    }

    init(connection: any SQLConnection, fields: [Field]) throws {
        self.connection = connection
        self.fields = fields
        let columns = fields.map { ", " + Schema.column($0.id) }.joined()
        let marks = fields.map { _ in ", ?" }.joined()
        insert = try connection.prepare(
            "INSERT INTO contact (id, uuid, email, status, created_at, updated_at, revision\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?\(marks)) "
                + "ON CONFLICT DO NOTHING")
        find = try connection.prepare("SELECT id, status\(columns) FROM contact WHERE email = ?")
        updates = try fields.map { try connection.prepare("UPDATE contact SET \(Schema.column($0.id)) = ? WHERE id = ?") }
        unsubscribe = try connection.prepare("UPDATE contact SET status = 0 WHERE id = ?")
        touch = try connection.prepare("UPDATE contact SET updated_at = ?, revision = ? WHERE id = ?")
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
        for index in fields.indices {
            switch row.cells[index] {
            case .missing: try insert.bindNull(index + 8)
            case .text(let bytes): try insert.bind(index + 8, text: bytes)
            case .integer(let number): try insert.bind(index + 8, number)
            case .real(let number): try insert.bind(index + 8, .real(number))
            }
        }
        _ = try insert.step()
        insert.reset()
        return connection.changedRows > 0
    }

    func find(_ email: UnsafeRawBufferPointer) throws -> Old? {
        try find.bind(1, text: email)
        defer { find.reset() }
        guard try find.step() else { return nil }
        return Old(key: find.integer(0), isSubscribed: find.integer(1) == 1, values: fields.indices.map { find.value($0 + 2) })
    }

    func update(_ field: Field, _ key: Int64, _ value: SQLValue) throws {
        guard let index = fields.firstIndex(of: field) else { return }
        try updates[index].run([value, .integer(key)])
    }

    func unsubscribe(_ key: Int64) throws { try unsubscribe.run([.integer(key)]) }

    func touch(_ key: Int64, updated: Int64, revision: Int64) throws {
        try touch.run([.integer(updated), .integer(revision), .integer(key)])
    }
}

extension ContactRow.Cell {
    var stored: SQLValue {
        switch self {
        case .missing: .null
        case .text(let bytes): .text(String(decoding: bytes, as: UTF8.self))
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        }
    }
}
