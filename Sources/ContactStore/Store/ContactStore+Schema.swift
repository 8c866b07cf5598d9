import Contacts

extension ContactStore {
    /// Makes an empty store with this one's lists, fields and segments, under the same numbers, all of it in the one file.
    public func copySchema(to path: String) throws {
        // Brings this one's format up to date, which the copying below relies on.
        _ = try connect(.run)
        let copy = try ContactStore.create(at: path)
        let connection = try copy.connect(.run)
        try copy.translating {
            try connection.run("ATTACH ? AS original", [.text(StoreAccess(path: self.path).name(self.path))])
            try connection.transaction {
                let table = FieldTable(connection: connection)
                for field in try connection.originalFields() { try table.create(field) }
                try connection.execute(
                    """
                    INSERT INTO list SELECT * FROM original.list;
                    INSERT INTO segment SELECT * FROM original.segment;
                    INSERT OR REPLACE INTO meta SELECT key, value FROM original.meta
                    WHERE key IN ('next_list', 'next_field', 'next_segment')
                    """)
            }
            try connection.execute("DETACH original")
            // Whoever copies the file by its bytes finds everything in it.
            try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }
}

extension SQLConnection {
    fileprivate func originalFields() throws -> [Field] {
        var fields: [Field] = []
        try rows("SELECT id, name, tag, type FROM original.field ORDER BY id") { row in
            guard let type = ValueType(rawValue: row.text(3)) else { return }
            fields.append(Field(id: row.integer(0), name: row.text(1), tag: row.text(2), type: type))
        }
        return fields
    }
}
