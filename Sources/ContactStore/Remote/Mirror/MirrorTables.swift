/// The temporary tables of a pull.
struct MirrorTables {
    let connection: any SQLConnection

    /// - `mirror_row`: the account's contacts, one for each address. `contact` is who it is here; `odd` has a bit for each field whose
    ///   value cannot be read.
    /// - `mirror_list`: who is on which list, by the row.
    /// - `mirror_kept`: what of whom stays as it is here; kind 0 is all of it.
    /// - `mirror_gone`: who was deleted here, and may still be in the account.
    func create(fields: [Int64]) throws {
        let columns = fields.map { ", " + Schema.column($0) }.joined()
        try connection.execute(
            """
            CREATE TEMP TABLE mirror_row (
                row INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, remote TEXT, uuid BLOB, status INTEGER, created_at INTEGER,
                odd INTEGER NOT NULL, contact INTEGER, is_new INTEGER NOT NULL DEFAULT 0\(columns));
            CREATE TEMP TABLE mirror_list (list INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (list, row)) WITHOUT ROWID;
            CREATE TEMP TABLE mirror_kept (
                contact INTEGER NOT NULL, kind INTEGER NOT NULL, target INTEGER NOT NULL, before, after, PRIMARY KEY (contact, kind, target)
            ) WITHOUT ROWID;
            CREATE TEMP TABLE mirror_gone (contact INTEGER, email TEXT);
            CREATE TEMP TABLE mirror_rename (contact INTEGER PRIMARY KEY, before TEXT NOT NULL, after TEXT NOT NULL UNIQUE);
            CREATE TEMP TABLE mirror_suppression (
                id TEXT PRIMARY KEY, email TEXT NOT NULL, type TEXT NOT NULL, stream TEXT NOT NULL, domain_name TEXT, created_at INTEGER NOT NULL,
                details TEXT
            ) WITHOUT ROWID;
            """)
    }
}
