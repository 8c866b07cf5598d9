import Contacts

/// Finds who is who: the rows of a pull among the contacts here. First it finds out what is on its way to the account, which the exports
/// do not show.
struct MirrorMatcher {
    let connection: any SQLConnection
    let options: MirrorOptions

    func match(_ report: inout MirrorReport) throws {
        try findKept()
        report.waiting = Int(try connection.integer("SELECT count(DISTINCT contact) FROM temp.mirror_kept") ?? 0)
        try connection.execute("CREATE INDEX temp.mirror_row_remote ON mirror_row (remote) WHERE remote IS NOT NULL")
        try dropRepeatedIDs()
        try connection.execute(
            """
            UPDATE temp.mirror_row SET contact = t.contact FROM remote_contact t
            WHERE t.remote = mirror_row.remote AND t.contact IN (SELECT id FROM contact);
            UPDATE temp.mirror_row SET contact = c.id FROM contact c
            WHERE mirror_row.contact IS NULL AND mirror_row.uuid IS NOT NULL AND c.uuid = mirror_row.uuid
                AND c.id NOT IN (SELECT contact FROM remote_contact WHERE remote IS NOT NULL);
            """)
        // Whoever takes another address here is still called by the old one in the account.
        try connection.execute(
            """
            UPDATE temp.mirror_row SET contact = k.contact FROM temp.mirror_kept k
            WHERE mirror_row.contact IS NULL AND k.kind = 4 AND mirror_row.email IN (k.before, k.after)
                AND k.contact IN (SELECT id FROM contact)
                AND k.contact NOT IN (SELECT contact FROM temp.mirror_row WHERE contact IS NOT NULL)
            """)
        try connection.execute(
            """
            CREATE INDEX temp.mirror_row_contact ON mirror_row (contact) WHERE contact IS NOT NULL;
            UPDATE temp.mirror_row SET contact = c.id FROM contact c
            WHERE mirror_row.contact IS NULL AND c.email = mirror_row.email
                AND c.id NOT IN (SELECT contact FROM temp.mirror_row WHERE contact IS NOT NULL)
            """)
        try connection.execute(
            """
            UPDATE temp.mirror_row SET contact = NULL WHERE contact IS NOT NULL AND row NOT IN (
                SELECT min(row) FROM temp.mirror_row WHERE contact IS NOT NULL GROUP BY contact)
            """)
        try connection.run(
            """
            UPDATE temp.mirror_row SET is_new = 1, contact = ? + row WHERE contact IS NULL
                AND email NOT IN (SELECT email FROM temp.mirror_gone WHERE email IS NOT NULL)
                AND (remote IS NULL OR remote NOT IN (
                    SELECT t.remote FROM remote_contact t JOIN temp.mirror_gone g ON g.contact = t.contact WHERE t.remote IS NOT NULL))
            """, [.integer(try connection.integer("SELECT value FROM meta WHERE key = 'next_contact'") ?? 1)])
    }

    /// What is queued, sent or refused, and what arrived after the exports had begun.
    private func findKept() throws {
        let isOpen = "contact > 0 AND (state IN (0, 1, 3) OR state = 2 AND settled_at >= ?1)"
        let start: [SQLValue] = [.integer(options.startedAt.milliseconds)]
        guard try connection.integer("SELECT 1 FROM delivery WHERE \(isOpen) LIMIT 1", start) != nil else { return }
        try connection.run(
            """
            INSERT OR IGNORE INTO temp.mirror_kept (contact, kind, target, before, after)
            SELECT j.contact, j.kind, j.target, j.before, j.after FROM (SELECT DISTINCT run FROM delivery WHERE \(isOpen) AND step < 4) d
                JOIN journal j ON j.run = d.run
            WHERE j.kind IN (2, 4, 5, 6, 7) AND j.contact IN (SELECT contact FROM delivery WHERE \(isOpen) AND step < 4)
            """, start)
        try connection.run(
            """
            INSERT OR IGNORE INTO temp.mirror_kept (contact, kind, target)
            SELECT contact, 0, 0 FROM delivery WHERE \(isOpen) AND step < 4 AND source IN (1, 3)
            UNION SELECT contact, 0, 0 FROM journal
            WHERE kind = 1 AND run IN (SELECT run FROM delivery WHERE \(isOpen) AND step < 4)
                AND contact IN (SELECT contact FROM delivery WHERE \(isOpen) AND step < 4)
            """, start)
        try connection.run(
            """
            INSERT INTO temp.mirror_gone (contact, email)
            SELECT contact, json_extract(before, '$[1]') FROM temp.mirror_kept WHERE kind = 2
            UNION SELECT contact, email FROM delivery WHERE \(isOpen) AND step = 3
            """, start)
        // Somebody who was deleted and came back under the address is here.
        try connection.execute(
            """
            UPDATE temp.mirror_gone SET email = NULL WHERE email IN (SELECT email FROM contact);
            DELETE FROM temp.mirror_kept WHERE contact NOT IN (SELECT id FROM contact)
            """)
    }

    /// Two rows with one id are two contacts, of whom the first keeps it.
    private func dropRepeatedIDs() throws {
        let repeated = "SELECT remote FROM temp.mirror_row WHERE remote IS NOT NULL GROUP BY remote HAVING count(*) > 1"
        guard try connection.integer("SELECT 1 FROM (\(repeated)) LIMIT 1") != nil else { return }
        try connection.execute(
            """
            UPDATE temp.mirror_row SET remote = NULL, uuid = NULL WHERE remote IN (\(repeated))
                AND row NOT IN (SELECT min(row) FROM temp.mirror_row WHERE remote IS NOT NULL GROUP BY remote)
            """)
    }
}
