import Contacts

/// The statements for single changes, prepared for the fields that there are.
final class DirectStatements {
    let catalog: ServedCatalog
    let insert: any SQLStatement
    let findByEmail: any SQLStatement
    let findByID: any SQLStatement
    let keyOfEmail: any SQLStatement
    let keyOfID: any SQLStatement
    let join: any SQLStatement
    let leave: any SQLStatement
    let journal: any SQLStatement
    let event: any SQLStatement
    private let connection: any SQLConnection
    /// By which columns they set: a bit for each field, and those below.
    private var updates: [UInt64: any SQLStatement] = [:]

    static let statusBit: UInt64 = 1 << 63
    static let reasonBit: UInt64 = 1 << 62
    static let emailBit: UInt64 = 1 << 61

    init(connection: any SQLConnection, catalog: ServedCatalog) throws {
        self.connection = connection
        self.catalog = catalog
        let marks = catalog.fields.map { _ in ", ?" }.joined()
        insert = try connection.prepare(
            "INSERT INTO contact (id, uuid, email, status, created_at, updated_at, revision\(catalog.columns)) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?\(marks)) ON CONFLICT DO NOTHING")
        let find = "SELECT \(ContactRecord.columns(catalog)) FROM contact WHERE "
        findByEmail = try connection.prepare(find + "email = ?")
        findByID = try connection.prepare(find + "uuid = ?")
        keyOfEmail = try connection.prepare("SELECT id FROM contact WHERE email = ?")
        keyOfID = try connection.prepare("SELECT id FROM contact WHERE uuid = ?")
        join = try connection.prepare("INSERT OR IGNORE INTO membership (list, contact) VALUES (?, ?)")
        leave = try connection.prepare("DELETE FROM membership WHERE list = ? AND contact = ?")
        journal = try connection.prepare(
            "INSERT INTO journal (run, kind, target, contact, before, after) VALUES (?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (run, kind, target, contact) DO UPDATE SET after = excluded.after")
        event = try connection.prepare(
            "INSERT OR IGNORE INTO event (contact, name, at, key, params, run) VALUES (?, ?, ?, ?, ?, ?)")
    }

    /// Sets columns of a contact, in this order: fields by their places, address, status, reason, time, revision; then its key.
    func update(_ mask: UInt64) throws -> any SQLStatement {
        if let statement = updates[mask] { return statement }
        var columns = catalog.fields.indices.filter { mask & (1 << UInt64($0)) != 0 }.map {
            Schema.column(catalog.fields[$0].id) + " = ?, "
        }
        if mask & Self.emailBit != 0 { columns.append("email = ?, ") }
        if mask & Self.statusBit != 0 { columns.append("status = ?, ") }
        if mask & Self.reasonBit != 0 { columns.append("reason = ?, ") }
        let statement = try connection.prepare("UPDATE contact SET \(columns.joined())updated_at = ?, revision = ? WHERE id = ?")
        if updates.count >= SQLiteConnection.mostStatements { updates.removeAll() }
        updates[mask] = statement
        return statement
    }
}
