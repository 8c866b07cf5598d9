import Contacts

/// The fields' rows and columns.
struct FieldTable {
    let connection: any SQLConnection

    /// Adds a field and its column: a change of the schema alone, which touches no row.
    func create(_ field: Field) throws {
        try connection.run(
            "INSERT INTO field (id, name, tag, type) VALUES (?, ?, ?, ?)",
            [.integer(field.id), .text(field.name), .text(field.tag), .text(field.type.rawValue)])
        try connection.execute("ALTER TABLE contact ADD COLUMN \(Schema.column(field.id)) \(connection.dialect.columnType(field.type))")
        try connection.run("UPDATE meta SET value = max(value, ?) WHERE key = 'next_field'", [.integer(field.id + 1)])
    }

    /// Gives fields other names and merge tags, all at once: they may go round in a circle.
    func rename(_ fields: [Field]) throws {
        for field in fields {
            try connection.run("UPDATE field SET name = char(1) || id, tag = char(1) || id WHERE id = ?", [.integer(field.id)])
        }
        for field in fields {
            try connection.run(
                "UPDATE field SET name = ?, tag = ? WHERE id = ?", [.text(field.name), .text(field.tag), .integer(field.id)])
        }
    }

    /// Drops a field with its column and all values.
    func drop(_ id: Int64) throws {
        try connection.run("DELETE FROM field WHERE id = ?", [.integer(id)])
        try connection.execute("ALTER TABLE contact DROP COLUMN \(Schema.column(id))")
    }
}
