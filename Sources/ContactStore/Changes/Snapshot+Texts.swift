extension Snapshot {
    /// Whether any of some texts stands anywhere in what is staged: values, names, events' parameters and keys, requests.
    public func stages(anyOf texts: [String]) throws -> Bool {
        guard !changes.shape.isEmpty, !texts.isEmpty else { return false }
        let columns = [
            "change": ["after"], "new_contact": ["email", "reason"], "new_event": ["key", "params"],
            "new_request": ["key", "url", "headers", "body"],
        ]
        return try store.translating {
            for (table, names) in columns.sorted(by: { $0.key < $1.key }) {
                let tests = names.map { "instr(\($0), ?1) > 0" }.joined(separator: " OR ")
                for text in texts {
                    let sql = "SELECT 1 FROM temp.\(table) WHERE \(tests) LIMIT 1"
                    if try connection.integer(sql, [.text(text)]) != nil { return true }
                }
            }
            return false
        }
    }
}
