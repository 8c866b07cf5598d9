extension Snapshot {
    /// How many calls it takes to bring what is staged to the account; nil where there is none.
    public func deliveryEstimate() throws -> DeliveryEstimate? {
        try store.translating {
            guard let remote = try RemoteTables(connection: connection).remote() else { return nil }
            var estimate = DeliveryEstimate()
            estimate.callsPerMinute = remote.callsPerMinute
            guard !changes.shape.isEmpty else { return estimate }
            let isDropped = try DeliverySteps.droppedCondition(in: "temp.change", where: "TRUE", connection)
            let sql = """
                SELECT count(*) FILTER (WHERE step = 1), count(*) FILTER (WHERE step = 2), count(*) FILTER (WHERE step = 3)
                FROM (
                    SELECT CASE WHEN s.step = 1 AND s.is_new AND n.status = 0 THEN 2 ELSE s.step END AS step
                    FROM (\(DeliverySteps.staged(where: isDropped ?? "TRUE"))) s LEFT JOIN temp.new_contact n ON n.id = s.contact)
                """
            try connection.rows(sql) { row in
                estimate.importedContacts = Int(row.integer(0))
                estimate.updates = Int(row.integer(1))
                estimate.deletions = Int(row.integer(2))
            }
            estimate.events = Int(try connection.integer("SELECT count(*) FROM temp.new_event") ?? 0)
            estimate.shared = Int(
                try connection.integer(
                    "SELECT count(DISTINCT kind / 10 * 1000000 + target) FROM temp.change WHERE kind IN (20, 21, 30, 31)") ?? 0)
            return estimate
        }
    }
}
