import Contacts

/// Conflicts over what contacts share: lists, fields, what jobs remember.
extension ConflictFinder {
    func sharedConflicts() throws -> [Conflict] {
        try goneTargets() + stillUsed() + renamed() + renamedFields() + remembered()
    }

    /// Values and memberships staged for a field or a list that somebody else has deleted.
    private func goneTargets() throws -> [Conflict] {
        var conflicts: [Conflict] = []
        func find(_ kind: ChangeKind, _ creation: ChangeKind, _ table: String, _ name: (Int64) -> String) throws {
            let sql = """
                SELECT DISTINCT target FROM temp.change WHERE kind = \(kind.rawValue) AND target NOT IN (SELECT id FROM \(table))
                AND target NOT IN (SELECT target FROM temp.change WHERE kind = \(creation.rawValue) AND after IS NOT NULL)
                UNION
                SELECT target FROM temp.change WHERE kind = \(creation.rawValue) AND before IS NOT NULL AND after IS NULL
                AND target NOT IN (SELECT id FROM \(table))
                """
            try connection.rows(sql) { conflicts.append(Conflict(email: name($0.integer(0)), property: nil)) }
        }
        try find(.field, .createField, "field") { "field \(catalog.tag(ofField: $0))" }
        try find(.list, .createList, "list") { "list \(catalog.name(ofList: $0))" }
        return conflicts
    }

    /// A list or a field that is to go, and that somebody else has put to use meanwhile.
    private func stillUsed() throws -> [Conflict] {
        var conflicts: [Conflict] = []
        func find(_ kind: ChangeKind, _ creation: ChangeKind, _ name: (Int64) -> String, _ users: (Int64) -> String) throws {
            var targets: [Int64] = []
            let sql = "SELECT target FROM temp.change WHERE kind = \(creation.rawValue) AND before IS NOT NULL AND after IS NULL"
            try connection.rows(sql) { targets.append($0.integer(0)) }
            for target in targets {
                let staged = "SELECT contact FROM temp.change WHERE kind = \(kind.rawValue) AND target = \(target)"
                // A field that is gone has no column to look at, and is found as such.
                let table = kind == .field ? "field" : "list"
                guard try connection.integer("SELECT 1 FROM \(table) WHERE id = ?", [.integer(target)]) != nil else { continue }
                let count = try connection.integer("SELECT count(*) FROM (\(users(target))) u WHERE u.contact NOT IN (\(staged))") ?? 0
                if count > 0 {
                    conflicts.append(Conflict(email: name(target), property: "contacts", expected: "0", current: "\(count) since"))
                }
            }
        }
        try find(
            .field, .createField, { "field \(catalog.tag(ofField: $0))" },
            { "SELECT id AS contact FROM contact WHERE \(Schema.column($0)) IS NOT NULL" })
        try find(
            .list, .createList, { "list \(catalog.name(ofList: $0))" }, { "SELECT contact FROM membership WHERE list = \($0)" })
        return conflicts
    }

    private func renamed() throws -> [Conflict] {
        var conflicts: [Conflict] = []
        let changed = """
            SELECT s.before, l.name FROM temp.change s JOIN list l ON l.id = s.target WHERE s.kind = 21 AND l.name IS NOT s.before
            """
        try connection.rows(changed) { row in
            conflicts.append(
                Conflict(email: "list \(row.text(0))", property: "name", expected: row.text(0), current: row.text(1)))
        }
        let taken = """
            SELECT l.name FROM list l JOIN temp.change s ON s.kind = 21 AND s.after = l.name AND s.target <> l.id
            WHERE l.id NOT IN (SELECT target FROM temp.change WHERE kind IN (20, 21))
            """
        try connection.rows(taken) { row in
            conflicts.append(Conflict(email: row.text(0), property: "list", expected: nil, current: "created since"))
        }
        return conflicts
    }

    private func renamedFields() throws -> [Conflict] {
        var conflicts: [Conflict] = []
        var renamed: [(before: Field, after: Field)] = []
        try connection.rows("SELECT target, before, after FROM temp.change WHERE kind = 31") { row in
            guard let before = Field(id: row.integer(0), definition: row.text(1)),
                let after = Field(id: row.integer(0), definition: row.text(2))
            else { return }
            renamed.append((before, after))
        }
        for (before, after) in renamed {
            var current: (name: String, tag: String)?
            try connection.rows("SELECT name, tag FROM field WHERE id = ?", [.integer(before.id)]) { current = ($0.text(0), $0.text(1)) }
            guard let current else {
                conflicts.append(Conflict(email: "field \(before.tag)", property: nil))
                continue
            }
            if current != (before.name, before.tag) {
                conflicts.append(
                    Conflict(email: "field \(before.tag)", property: "name", expected: before.tag, current: current.tag))
            }
            let sql = """
                SELECT tag FROM field WHERE (tag = ? OR name = ?) AND id <> ?
                AND id NOT IN (SELECT target FROM temp.change WHERE kind = 31 OR kind = 30 AND after IS NULL)
                """
            try connection.rows(sql, [.text(after.tag), .text(after.name), .integer(after.id)]) { row in
                conflicts.append(Conflict(email: row.text(0), property: "field", expected: nil, current: "created since"))
            }
        }
        return conflicts
    }

    private func remembered() throws -> [Conflict] {
        var conflicts: [Conflict] = []
        let sql = """
            SELECT s.before, s.after, t.value FROM temp.change s LEFT JOIN state t ON t.id = s.target
            WHERE s.kind = 40 AND t.value IS NOT json_extract(s.before, '$.value')
            """
        try connection.rows(sql) { row in
            let before = StateEntry(row.text(0))
            guard let entry = before ?? StateEntry(row.text(1)) else { return }
            conflicts.append(
                Conflict(
                    email: "job \(entry.job)", property: "state.\(entry.key)", expected: before?.value,
                    current: row.isNull(2) ? nil : row.text(2)))
        }
        return conflicts
    }
}
