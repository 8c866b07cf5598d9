import Contacts

/// What ties a pull's changes to the account: written in the commit's transaction.
struct MirrorRecord {
    let startedAt: Timestamp
    let account: Int64
    let lists: [RemoteList]
    let fields: [RemoteField]
    let untiedLists: [Int64]
    let untiedFields: [Int64]
    let hasSuppressions: Bool

    func write(_ connection: any SQLConnection) throws {
        let tables = RemoteTables(connection: connection)
        guard try tables.remote()?.account == account else { throw MirrorError.parted }
        try connection.run("UPDATE remote SET pulled_at = ?", [.integer(startedAt.milliseconds)])
        for list in untiedLists { try tables.untie(list: list) }
        for field in untiedFields { try tables.untie(field: field) }
        for list in lists { try tables.tie(list) }
        for field in fields { try tables.tie(field) }
        try writeContacts(connection)
        if hasSuppressions { try writeSuppressions(connection) }
    }

    /// Contacts that are gone here stay known by their ids while their deletion may not have arrived.
    private func writeContacts(_ connection: any SQLConnection) throws {
        try connection.execute(
            """
            DELETE FROM remote_contact WHERE contact NOT IN (SELECT contact FROM temp.mirror_row WHERE contact IS NOT NULL)
                AND contact NOT IN (SELECT contact FROM temp.mirror_gone WHERE contact IS NOT NULL);
            DELETE FROM remote_contact WHERE EXISTS (
                SELECT 1 FROM temp.mirror_row r WHERE r.remote = remote_contact.remote AND r.contact <> remote_contact.contact);
            INSERT INTO remote_contact (contact, remote)
            SELECT r.contact, r.remote FROM temp.mirror_row r LEFT JOIN remote_contact c ON c.contact = r.contact
            WHERE r.contact IS NOT NULL AND (c.contact IS NULL OR r.remote IS NOT NULL AND c.remote IS NOT r.remote)
            ON CONFLICT (contact) DO UPDATE SET remote = excluded.remote
            """)
    }

    /// What others have told of the sending side stays.
    private func writeSuppressions(_ connection: any SQLConnection) throws {
        try connection.execute(
            """
            DELETE FROM suppression_entry WHERE id IN (SELECT id FROM remote_suppression)
                AND id NOT IN (SELECT id FROM temp.mirror_suppression);
            INSERT INTO suppression_entry (id, email, type, stream, domain_name, created_at, details)
            SELECT id, email, type, stream, domain_name, created_at, details FROM temp.mirror_suppression WHERE true
            ON CONFLICT (id) DO NOTHING;
            DELETE FROM remote_suppression;
            INSERT INTO remote_suppression SELECT id FROM temp.mirror_suppression
            """)
    }
}
