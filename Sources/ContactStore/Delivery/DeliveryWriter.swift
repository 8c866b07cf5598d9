import Contacts
import Scheduling

/// Queues what a commit has changed for delivery to the live account. Runs inside the commit's transaction, after its journal.
///
/// Values are not copied: they are read from the journal when they go out.
struct DeliveryWriter {
    let connection: any SQLConnection

    /// Whether there is an account to deliver to.
    func isNeeded() throws -> Bool {
        try connection.integer("SELECT 1 FROM remote") != nil
    }

    /// Queues a run: lists and fields, deletions, renames, other changes, events, in this order.
    ///
    /// - Parameters:
    ///   - policy: what becomes of an event of which nobody knows whether it has arrived.
    ///   - events: the run's events in the log, where it has fired any.
    ///   - told: those of them that the account itself has told of.
    ///   - erases: whether some of its deletions are erasures, whose addresses stand in the staged changes alone.
    func queue(
        _ run: Int64, _ policy: Delivery = .atLeastOnce, events: (first: Int64, last: Int64)? = nil, told: [Int64] = [],
        erases: Bool = false
    ) throws {
        guard try isNeeded() else { return }
        try queueShared(run)
        if erases { try queueErasures(run) }
        try queueContacts(run)
        if let events { try queueEvents(run, policy, events, told) }
    }

    /// Queues a batch of an import, of which the journal notes creations without values.
    ///
    /// - Parameters:
    ///   - created: the first and the last contact that the batch has made.
    ///   - changed: the other contacts that it has changed.
    ///   - again: those that an earlier batch of this import had made.
    func queue(_ run: Int64, created: ClosedRange<Int64>?, changed: [Int64], again: [Int64]) throws {
        guard try isNeeded() else { return }
        try queueShared(run)
        if let created {
            try connection.run(
                """
                INSERT INTO delivery (run, contact, step, source, email)
                SELECT ?, id, CASE status WHEN 0 THEN 2 ELSE 1 END, 1, email FROM contact WHERE id BETWEEN ? AND ? ORDER BY id
                """, [.integer(run), .integer(created.lowerBound), .integer(created.upperBound)])
        }
        if !changed.isEmpty {
            try fill(changed)
            let steps = DeliverySteps.journal(run: run, where: "contact IN (SELECT contact FROM temp.delivery_contact)")
            try connection.execute(
                """
                INSERT INTO delivery (run, contact, step, source, email)
                SELECT \(run), s.contact, s.step, 0, c.email FROM (\(steps)) s JOIN contact c ON c.id = s.contact ORDER BY s.contact
                """)
        }
        if !again.isEmpty {
            try fill(again)
            try connection.run(
                """
                INSERT INTO delivery (run, contact, step, source, email)
                SELECT ?, id, 2, 3, email FROM contact WHERE id IN (SELECT contact FROM temp.delivery_contact) ORDER BY id
                """, [.integer(run)])
        }
    }

    /// Takes the deliveries of a run's events back that have not left. Runs before the events go from the log.
    func retractEvents(of run: Int64, where condition: String) throws {
        guard try isNeeded() else { return }
        try connection.run(
            """
            UPDATE delivery SET state = 5, email = NULL WHERE run = ?1 AND step = 4 AND state IN (0, 3, 4)
                AND target IN (SELECT id FROM event WHERE \(condition))
            """, [.integer(run)])
    }

    /// Lists and fields: once, however often a run is queued.
    private func queueShared(_ run: Int64) throws {
        try connection.run(
            """
            INSERT INTO delivery (run, contact, step, target)
            SELECT DISTINCT ?1, 0, CASE WHEN kind < 30 THEN 20 ELSE 30 END, target FROM journal j
            WHERE run = ?1 AND kind IN (20, 21, 30, 31) AND contact = 0
                AND NOT EXISTS (
                    SELECT 1 FROM delivery d WHERE d.contact = 0 AND d.state < 2 AND d.state = 0 AND d.target = j.target
                        AND d.step = CASE WHEN j.kind < 30 THEN 20 ELSE 30 END)
            ORDER BY kind, target
            """, [.integer(run)])
    }

    private func queueContacts(_ run: Int64) throws {
        let isDropped = try DeliverySteps.droppedCondition(in: "journal", where: "run = \(run)", connection)
        let steps = DeliverySteps.journal(run: run, where: isDropped ?? "TRUE")
        // Who goes or takes another address makes room for who comes under it.
        try connection.execute(
            """
            INSERT INTO delivery (run, contact, step, source, email, new_email)
            SELECT \(run), s.contact, CASE WHEN s.step = 1 AND s.is_new AND c.status = 0 THEN 2 ELSE s.step END, s.is_bare,
                coalesce(s.old_email, s.former_email, c.email), s.new_email
            FROM (\(steps)) s LEFT JOIN contact c ON c.id = s.contact
            ORDER BY s.step = 3 DESC, s.new_email IS NULL, \(try renameOrder(run)), s.contact
            """)
    }

    /// Who takes an address that another one gives up in the same run comes after that one; in a circle nobody can be first.
    private func renameOrder(_ run: Int64) throws -> String {
        var next: [String: (contact: Int64, email: String)] = [:]
        try connection.rows("SELECT contact, before, after FROM journal WHERE run = ? AND kind = 4 AND target = 0", [.integer(run)]) {
            next[$0.text(1)] = ($0.integer(0), $0.text(2))
        }
        var cases = ""
        for (contact, email) in next.values where next[email] != nil {
            var (depth, wanted) = (0, email)
            while let other = next[wanted], depth <= next.count { (depth, wanted) = (depth + 1, other.email) }
            cases += " WHEN \(contact) THEN \(depth)"
        }
        return cases.isEmpty ? "NULL" : "CASE s.contact\(cases) ELSE 0 END"
    }

    private func queueEvents(_ run: Int64, _ policy: Delivery, _ events: (first: Int64, last: Int64), _ told: [Int64]) throws {
        let isNews = told.isEmpty ? "" : "AND e.id NOT IN (\(told.map(String.init).joined(separator: ", ")))"
        try connection.run(
            """
            INSERT INTO delivery (run, contact, step, target, email, policy)
            SELECT e.run, e.contact, 4, e.id, c.email, ? FROM event e JOIN contact c ON c.id = e.contact
            WHERE e.id BETWEEN ? AND ? AND e.run = ? \(isNews) ORDER BY e.id
            """, [.integer(policy == .atMostOnce ? 1 : 0), .integer(events.first), .integer(events.last), .integer(run)])
    }

    /// What is queued for an erased contact is forgotten, but for its deletion.
    private func queueErasures(_ run: Int64) throws {
        let isErased = "contact IN (SELECT contact FROM temp.change WHERE kind = 3 AND target = 0)"
        try connection.execute(
            """
            DELETE FROM delivery WHERE \(isErased) AND step <> 3 AND state <> 1;
            DELETE FROM delivery WHERE \(isErased) AND step = 3 AND state IN (2, 5);
            UPDATE delivery SET email = NULL, new_email = NULL, message = NULL WHERE \(isErased) AND step <> 3;
            UPDATE delivery SET source = 4 WHERE \(isErased) AND step = 3;
            INSERT INTO delivery (run, contact, step, source, email)
            SELECT \(run), g.contact, 3, 4, json_extract(g.before, '$[1]') FROM temp.change g JOIN temp.change e
                ON e.kind = 3 AND e.target = 0 AND e.contact = g.contact
            WHERE g.kind = 2 AND g.target = 0 ORDER BY g.contact
            """)
    }

    private func fill(_ contacts: [Int64]) throws {
        try connection.execute(
            """
            CREATE TEMP TABLE IF NOT EXISTS delivery_contact (contact INTEGER PRIMARY KEY);
            DELETE FROM temp.delivery_contact
            """)
        let insert = try connection.prepare("INSERT OR IGNORE INTO temp.delivery_contact VALUES (?)")
        for contact in contacts {
            try insert.bind(1, contact)
            _ = try insert.step()
            insert.reset()
        }
    }
}
