/// By which kind of call each contact's changes go out, as SQL over rows in the journal's shape: the same for what is staged and for
/// what is committed.
enum DeliverySteps {
    /// A query of `contact, step, is_new, is_bare, old_email, new_email, former_email` for each contact with something to deliver.
    /// `is_bare` is 1 where the journal notes a creation without its values.
    static func journal(run: Int64, where condition: String) -> String {
        query("journal", "run = \(run) AND contact > 0 AND \(condition)")
    }

    static func staged(where condition: String) -> String { query("temp.change", condition) }

    private static func query(_ table: String, _ condition: String) -> String {
        """
        SELECT contact,
            CASE WHEN max(kind = 2) THEN 3
                WHEN max(kind IN (4, 5) OR kind = 6 AND after IS NULL AND before IS NOT NULL) THEN 2 ELSE 1 END AS step,
            max(kind = 1) AS is_new, max(kind = 1 AND after IS NULL) AS is_bare,
            max(CASE WHEN kind = 4 THEN before END) AS old_email, max(CASE WHEN kind = 4 THEN after END) AS new_email,
            max(CASE WHEN kind = 2 THEN json_extract(before, '$[1]') END) AS former_email
        FROM \(table) WHERE kind IN (1, 2, 4, 5, 6, 7) AND \(condition) GROUP BY contact
        """
    }

    /// A condition that leaves out what goes with a list or a field that goes; nil where none does.
    static func droppedCondition(in table: String, where condition: String, _ connection: any SQLConnection) throws -> String? {
        let dropped = "SELECT target FROM \(table) WHERE \(condition) AND after IS NULL AND kind"
        guard try connection.integer("\(dropped) IN (20, 30) LIMIT 1") != nil else { return nil }
        return "NOT (kind = 7 AND target IN (\(dropped) = 20) OR kind = 6 AND target IN (\(dropped) = 30))"
    }
}
