import Contacts

extension ContactStore {
    /// What is queued for the account, and what became of what was.
    public func deliveryStatus() throws -> DeliveryStatus {
        try reading { connection in
            var counts: [DeliveryState: Int] = [:]
            try connection.rows("SELECT state, count(*) FROM delivery GROUP BY state") { row in
                if let state = DeliveryState(rawValue: row.integer(0)) { counts[state] = Int(row.integer(1)) }
            }
            var left = DeliveryEstimate()
            left.callsPerMinute = try RemoteTables(connection: connection).remote()?.callsPerMinute
            // Of a contact that takes a call of its own, what an import could carry goes along.
            let perContact = """
                SELECT max(step) AS step FROM delivery WHERE state < 2 AND step IN (1, 2, 3) GROUP BY contact
                """
            try connection.rows("SELECT step, count(*) FROM (\(perContact)) GROUP BY step") { row in
                switch DeliveryStep(rawValue: row.integer(0)) {
                case .upsert?: left.importedContacts = Int(row.integer(1))
                case .update?: left.updates = Int(row.integer(1))
                case .delete?: left.deletions = Int(row.integer(1))
                default: break
                }
            }
            left.events = Int(try connection.integer("SELECT count(*) FROM delivery WHERE state < 2 AND step = 4") ?? 0)
            left.shared = Int(
                try connection.integer("SELECT count(DISTINCT step * 1000000 + target) FROM delivery WHERE state < 2 AND step >= 20") ?? 0)
            let oldest = try connection.integer(
                "SELECT r.finished_at FROM run r WHERE r.id = (SELECT run FROM delivery WHERE state < 2 ORDER BY id LIMIT 1)")
            return DeliveryStatus(counts: counts, left: left, oldest: oldest.map { Timestamp(milliseconds: $0) })
        }
    }

    /// What was refused or is unknown, oldest first.
    public func deliveries(_ states: Set<DeliveryState> = [.refused, .unknown], limit: Int = 20) throws -> [DeliveryItem] {
        try reading { connection in
            var items: [DeliveryItem] = []
            let wanted = states.map { String($0.rawValue) }.sorted().joined(separator: ", ")
            let sql = """
                SELECT d.id, d.run, d.step, d.state, coalesce(d.email, c.email),
                    CASE d.step WHEN 4 THEN (SELECT n.name FROM event e JOIN event_name n ON n.id = e.name WHERE e.id = d.target)
                        WHEN 20 THEN (SELECT name FROM list WHERE id = d.target) WHEN 30 THEN (SELECT tag FROM field WHERE id = d.target) END,
                    d.message, d.settled_at
                FROM delivery d LEFT JOIN contact c ON c.id = d.contact WHERE d.state IN (\(wanted)) ORDER BY d.id LIMIT ?
                """
            try connection.rows(sql, [.integer(Int64(limit))]) { row in
                guard let step = DeliveryStep(rawValue: row.integer(2)), let state = DeliveryState(rawValue: row.integer(3)) else { return }
                items.append(
                    DeliveryItem(
                        id: row.integer(0), run: row.integer(1), step: step, state: state, email: row.isNull(4) ? nil : row.text(4),
                        name: row.isNull(5) ? nil : row.text(5), message: row.text(6),
                        settledAt: row.isNull(7) ? nil : Timestamp(milliseconds: row.integer(7))))
            }
            return items
        }
    }

    /// Queues what was refused or is unknown again, behind everything else, with the values that it has by now. Answers how many.
    ///
    /// - Parameters:
    ///   - ids: the rows; all of them where it is nil.
    public func retryDeliveries(_ states: Set<DeliveryState> = [.refused, .unknown], _ ids: [Int64]? = nil) throws -> Int {
        try changingDeliveries { connection in
            let rows = Self.rows(states, ids)
            // Who came back under a deleted contact's address is not to go.
            let isTaken = "step = 3 AND EXISTS (SELECT 1 FROM contact c WHERE c.email = delivery.email)"
            try connection.execute(
                """
                INSERT INTO delivery (run, contact, step, target, source, email, new_email, policy)
                SELECT run, contact, step, target, CASE source WHEN 0 THEN 2 WHEN 1 THEN 3 ELSE source END,
                    CASE WHEN new_email IS NULL AND step <> 3 THEN coalesce((SELECT c.email FROM contact c WHERE c.id = contact), email)
                        ELSE email END, new_email, policy
                FROM delivery WHERE \(rows) AND NOT (\(isTaken)) ORDER BY id
                """)
            let count = connection.changedRows
            try connection.execute("DELETE FROM delivery WHERE \(rows)")
            return count
        }
    }

    /// Gives up what was refused or is unknown. Answers how many.
    public func dropDeliveries(_ states: Set<DeliveryState> = [.refused, .unknown], _ ids: [Int64]? = nil) throws -> Int {
        try changingDeliveries { connection in
            try connection.execute(
                "UPDATE delivery SET state = 5, email = NULL, new_email = NULL WHERE \(Self.rows(states, ids))")
            return connection.changedRows
        }
    }

    private static func rows(_ states: Set<DeliveryState>, _ ids: [Int64]?) -> String {
        let open = states.intersection([.refused, .unknown]).map { String($0.rawValue) }.sorted().joined(separator: ", ")
        return "state IN (\(open))" + (ids.map { " AND id IN (\($0.map(String.init).joined(separator: ", ")))" } ?? "")
    }

    private func changingDeliveries(_ body: (any SQLConnection) throws -> Int) throws -> Int {
        let connection = try connect(.run)
        return try translating { try connection.transaction { try body(connection) } }
    }
}
