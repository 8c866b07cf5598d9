import Contacts

/// Turns a pull's rows into staged changes, in SQL.
struct MirrorChanges {
    let snapshot: Snapshot
    let options: MirrorOptions
    let fields: [Field]
    /// The lists of which it is known who is on them, by the ids here.
    let lists: [Int64]
    let makeID: (Timestamp) -> UUIDv7

    private var changes: ChangeSet { snapshot.changes }
    private var connection: any SQLConnection { snapshot.connection }

    func stage(_ report: inout MirrorReport) throws {
        try MirrorMatcher(connection: connection, options: options).match(&report)
        let mirrored = "SELECT contact FROM temp.mirror_row WHERE contact IS NOT NULL"
        report.contacts = Int(try connection.integer("SELECT count(*) FROM temp.mirror_row") ?? 0)
        report.onlyHere = Int(
            try connection.integer(
                "SELECT count(*) FROM contact WHERE id NOT IN (\(mirrored)) AND id NOT IN (SELECT contact FROM temp.mirror_kept)") ?? 0)
        // Before anything else is staged of contacts, since what is deleted takes what is staged along.
        try stageDeletions(mirrored, &report)
        report.onlyHere -= report.deleted
        try stageAddresses(&report)
        try stageCreations(&report)
        for (index, field) in fields.enumerated() { try stage(field, bit: 1 << Int64(index)) }
        try stageStatus(&report)
        for list in lists { try stage(list: list) }
        let isNew = "contact IN (SELECT id FROM temp.new_contact)"
        report.changed = Int(
            try connection.integer(
                "SELECT count(DISTINCT contact) FROM temp.change WHERE kind IN (4, 5, 6, 7) AND NOT \(isNew) "
                    + "AND contact NOT IN (SELECT contact FROM temp.change WHERE kind = 2 AND target = 0)") ?? 0)
    }

    private func stageDeletions(_ mirrored: String, _ report: inout MirrorReport) throws {
        let isGone = """
            c.id IN (SELECT contact FROM remote_contact) AND c.id NOT IN (\(mirrored))
            AND c.id NOT IN (SELECT contact FROM temp.mirror_kept)
            """
        let count = Int(try connection.integer("SELECT count(*) FROM contact c WHERE \(isGone)") ?? 0)
        guard count > 0 else { return }
        let base = Int(
            try connection.integer("SELECT count(*) FROM remote_contact r JOIN contact c ON c.id = r.contact") ?? 0)
        let summary = ChangeSummary(
            base: base, changed: count, onlyFiredAt: 0, groups: [ChangeGroup(kind: .deleteContact, target: 0, name: "", count: count)],
            events: [], alreadyFired: 0)
        guard ChangeGuard([.deletes: options.mostDeletions]).violations(of: summary).isEmpty else {
            throw MirrorError.tooManyGone(count: count, mirrored: base, limit: options.mostDeletions.description)
        }
        report.deleted = try changes.stageDeletions(where: SQLFragment(isGone, []))
    }

    /// Addresses that changed in the account. Who is to get one must find it free: its holder goes, or gets another one too.
    private func stageAddresses(_ report: inout MirrorReport) throws {
        try connection.execute(
            """
            INSERT OR IGNORE INTO temp.mirror_rename (contact, before, after)
            SELECT r.contact, c.email, r.email FROM temp.mirror_row r JOIN contact c ON c.id = r.contact
            WHERE c.email <> r.email AND \(isFree("r.contact", 4, 0))
            """)
        let wanted = try connection.integer("SELECT count(*) FROM temp.mirror_rename") ?? 0
        let isHeld = { (address: String) in
            """
            EXISTS (SELECT 1 FROM contact o WHERE o.email = \(address) AND o.id NOT IN (SELECT contact FROM temp.mirror_rename)
                AND o.id NOT IN (SELECT contact FROM temp.change WHERE kind = 2 AND target = 0))
            """
        }
        if wanted > 0 {
            repeat {
                try connection.execute("DELETE FROM temp.mirror_rename WHERE \(isHeld("mirror_rename.after"))")
            } while connection.changedRows > 0
            report.renamed = Int(try connection.integer("SELECT count(*) FROM temp.mirror_rename") ?? 0)
            report.addressConflicts = Int(wanted) - report.renamed
            if report.renamed > 0 {
                try changes.note(.email, 0)
                try connection.execute(
                    "INSERT INTO temp.change SELECT 4, 0, contact, before, after FROM temp.mirror_rename ORDER BY contact")
            }
        }
        try connection.execute("UPDATE temp.mirror_row SET contact = NULL, is_new = 0 WHERE is_new AND \(isHeld("mirror_row.email"))")
        report.addressConflicts += connection.changedRows
    }

    private func stageCreations(_ report: inout MirrorReport) throws {
        report.created = Int(try connection.integer("SELECT count(*) FROM temp.mirror_row WHERE is_new") ?? 0)
        guard report.created > 0 else { return }
        try giveIDs()
        let now: SQLValue = .integer(snapshot.clock.now.milliseconds)
        try connection.run(
            "INSERT INTO temp.new_contact (id, uuid, email, status, created_at, updated_at, revision) "
                + "SELECT contact, uuid, email, coalesce(status, 1), coalesce(created_at, ?1), ?1, 0 FROM temp.mirror_row "
                + "WHERE is_new ORDER BY contact", [now])
        try connection.run(
            "INSERT INTO temp.change (kind, target, contact, before, after) SELECT 1, 0, contact, NULL, "
                + "json_array(hex(uuid), email, coalesce(status, 1), coalesce(created_at, ?1), ?1) FROM temp.mirror_row "
                + "WHERE is_new ORDER BY contact", [now])
        changes.noteCreation()
        try changes.note(.createContact, 0)
    }

    /// Ids for contacts whose id in the account is of another kind, or somebody else's here.
    private func giveIDs() throws {
        try connection.execute(
            """
            UPDATE temp.mirror_row SET uuid = NULL
            WHERE is_new AND uuid IS NOT NULL AND EXISTS (SELECT 1 FROM contact c WHERE c.uuid = mirror_row.uuid)
            """)
        var bare: [(row: Int64, at: Timestamp)] = []
        try connection.rows("SELECT row, created_at FROM temp.mirror_row WHERE is_new AND uuid IS NULL") { row in
            bare.append((row.integer(0), row.isNull(1) ? snapshot.clock.now : Timestamp(milliseconds: row.integer(1))))
        }
        let update = try connection.prepare("UPDATE temp.mirror_row SET uuid = ? WHERE row = ?")
        for (row, at) in bare {
            try makeID(at).withBytes { try update.bind(1, blob: $0) }
            try update.bind(2, row)
            _ = try update.step()
            update.reset()
        }
    }

    private func stage(_ field: Field, bit: Int64) throws {
        let column = Schema.column(field.id)
        let stored = changes.shape.createdFields.contains(field.id) ? "NULL" : "c.\(column)"
        // An export tells no empty text from no value.
        let differs = field.type == .text ? "coalesce(\(stored), '') <> coalesce(r.\(column), '')" : "\(stored) IS NOT r.\(column)"
        try connection.execute(
            """
            INSERT INTO temp.change (kind, target, contact, before, after)
            SELECT 6, \(field.id), r.contact, \(stored), r.\(column) FROM temp.mirror_row r JOIN contact c ON c.id = r.contact
            WHERE NOT r.is_new AND r.odd & \(bit) = 0 AND \(differs) AND \(isFree("r.contact", 6, field.id))
            UNION ALL
            SELECT 6, \(field.id), contact, NULL, \(column) FROM temp.mirror_row WHERE is_new AND \(column) IS NOT NULL ORDER BY 3
            """)
        if connection.changedRows > 0 { try changes.note(.field, field.id) }
    }

    private func stageStatus(_ report: inout MirrorReport) throws {
        let rows = "FROM temp.mirror_row r JOIN contact c ON c.id = r.contact WHERE NOT r.is_new AND \(isFree("r.contact", 5, 0)) AND "
        let (isDown, isUp) = ("r.status = 0 AND c.status = 1", "r.status = 1 AND c.status = 0")
        try connection.execute("INSERT INTO temp.change SELECT 5, 0, r.contact, 1, 0 \(rows) \(isDown) ORDER BY r.contact")
        report.unsubscribed = connection.changedRows
        if options.resubscribes {
            try connection.execute(
                "INSERT INTO temp.change SELECT 8, 0, r.contact, c.reason, NULL \(rows) \(isUp) AND c.reason IS NOT NULL ORDER BY r.contact"
            )
            if connection.changedRows > 0 { try changes.note(.reason, 0) }
            try connection.execute("INSERT INTO temp.change SELECT 5, 0, r.contact, 0, 1 \(rows) \(isUp) ORDER BY r.contact")
            report.resubscribed = connection.changedRows
        } else {
            report.keptUnsubscribed = Int(try connection.integer("SELECT count(*) \(rows) \(isUp)") ?? 0)
        }
        if report.unsubscribed + report.resubscribed > 0 { try changes.note(.status, 0) }
    }

    private func stage(list: Int64) throws {
        let isKept = isFree("r.contact", 7, list)
        try connection.execute(
            """
            INSERT INTO temp.change (kind, target, contact, before, after)
            SELECT 7, \(list), r.contact, 0, 1 FROM temp.mirror_list l JOIN temp.mirror_row r ON r.row = l.row
            WHERE l.list = \(list) AND r.contact IS NOT NULL AND (r.is_new OR \(isKept)
                AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.list = \(list) AND m.contact = r.contact))
            UNION ALL
            SELECT 7, \(list), r.contact, 1, 0 FROM membership m JOIN temp.mirror_row r ON r.contact = m.contact
            WHERE m.list = \(list) AND NOT r.is_new AND \(isKept)
                AND NOT EXISTS (SELECT 1 FROM temp.mirror_list l WHERE l.list = \(list) AND l.row = r.row)
            ORDER BY 3
            """)
        if connection.changedRows > 0 { try changes.note(.list, list) }
    }

    /// Whether a property is not to stay as it is here.
    private func isFree(_ contact: String, _ kind: Int64, _ target: Int64) -> String {
        """
        NOT EXISTS (SELECT 1 FROM temp.mirror_kept k WHERE k.contact = \(contact)
            AND (k.kind = 0 OR k.kind = \(kind) AND k.target = \(target)))
        """
    }
}
