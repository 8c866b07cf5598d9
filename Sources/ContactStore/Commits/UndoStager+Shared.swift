import Contacts

/// The undo of what contacts share: lists, fields, what jobs remember, and the events that an undo had taken back.
extension UndoStager {
    /// Lists and fields that the run had dropped come back under their own ids, before their values. Answers those that
    /// cannot, because somebody has taken their names.
    func restoreDropped() throws -> [Conflict] {
        var conflicts: [Conflict] = []
        let sql = "SELECT kind, target, before FROM journal WHERE run = ? AND kind IN (20, 30) AND after IS NULL"
        try connection.rows(sql, [.integer(run.id)]) { row in
            let id = row.integer(1)
            if row.integer(0) == ChangeKind.createList.rawValue {
                let name = row.text(2)
                guard snapshot.catalog.list(id: id) == nil else { return }
                guard snapshot.catalog.list(named: name) == nil else { return conflicts.append(Self.taken("list \(name)")) }
                snapshot.catalog.lists.append(ContactList(id: id, name: name))
            } else if snapshot.catalog.field(id: id) == nil, let field = Field(id: id, definition: row.text(2)) {
                guard !snapshot.catalog.fields.contains(where: { $0.tag == field.tag || $0.name == field.name }) else {
                    return conflicts.append(Self.taken("field \(field.tag)"))
                }
                snapshot.catalog.fields.append(field)
                changes.noteCreatedField(id)
            }
        }
        return conflicts
    }

    /// Turns one change of what is shared round; answers the conflict where somebody has changed it since.
    func invertShared(_ kind: ChangeKind, _ target: Int64) throws -> Conflict? {
        var rows: [(before: SQLValue, after: SQLValue)] = []
        let sql = "SELECT before, after FROM journal WHERE run = ? AND kind = ? AND target = ? AND contact = 0"
        try connection.rows(sql, [.integer(run.id), .integer(kind.rawValue), .integer(target)]) { rows.append(($0.value(0), $0.value(1))) }
        guard let (before, after) = rows.first else { return nil }
        switch kind {
        case .createList where before == .null:
            guard let list = snapshot.catalog.list(id: target), try snapshot.memberCount(of: list) == 0 else { return nil }
            _ = try snapshot.deleteList(list)
        case .createField where before == .null:
            guard let field = snapshot.catalog.field(id: target),
                try snapshot.count(ContactQuery(.test(.field(field), .isSet))) == 0
            else { return nil }
            _ = try snapshot.deleteField(field)
        case .createList:
            guard snapshot.catalog.list(id: target) != nil else { return nil }
            try changes.stage(kind, target, ContactKey(0), after: before) { .null }
        case .createField:
            guard changes.shape.createdFields.contains(target) else { return nil }
            try changes.stage(kind, target, ContactKey(0), after: before) { .null }
        case .state:
            let current = try snapshot.storedState(target)
            guard current == after else {
                return current == before ? nil : stateConflict(expected: after, current: current)
            }
            try changes.stage(.state, target, ContactKey(0), after: before) { current }
        default: break
        }
        return nil
    }

    /// Events that the run, an undo itself, had taken back fire again, unless their keys have fired meanwhile or their
    /// contacts are gone.
    func restoreEvents() throws -> Int {
        guard run.kind == .undo else { return 0 }
        let isThere = "r.contact IN (SELECT id FROM contact) OR r.contact IN (SELECT id FROM temp.new_contact)"
        let isNew = "NOT EXISTS (SELECT 1 FROM event e WHERE e.contact = r.contact AND e.name = r.name AND e.key = r.key)"
        try changes.noteEvents()
        try connection.run(
            """
            INSERT OR IGNORE INTO temp.new_event (contact, name, at, key, params)
            SELECT r.contact, r.name, r.at, r.key, r.params FROM retracted_event r
            WHERE r.retracted_by = ? AND (\(isThere)) AND \(isNew) ORDER BY r.id
            """, [.integer(run.id)])
        return connection.changedRows
    }

    /// Lists get their old names back, all at once: names may have gone round in a circle.
    func invertRenames() throws -> [Conflict] {
        var conflicts: [Conflict] = []
        var renames: [(list: ContactList, old: String)] = []
        let sql = "SELECT target, before, after FROM journal WHERE run = ? AND kind = 21 ORDER BY target"
        try connection.rows(sql, [.integer(run.id)]) { row in
            guard let list = snapshot.catalog.list(id: row.integer(0)), list.name != row.text(1) else { return }
            if list.name == row.text(2) {
                renames.append((list, row.text(1)))
            } else {
                let expected = row.text(2)
                conflicts.append(Conflict(email: "list \(expected)", property: "name", expected: expected, current: list.name))
            }
        }
        let moving = Set(renames.map(\.list.id))
        for (list, old) in renames {
            if snapshot.catalog.lists.contains(where: { $0.name == old && !moving.contains($0.id) }) {
                conflicts.append(Self.taken("list \(old)"))
                continue
            }
            snapshot.catalog.lists = snapshot.catalog.lists.map { $0.id == list.id ? ContactList(id: list.id, name: old) : $0 }
            try changes.stage(.renameList, list.id, ContactKey(0), after: .text(old)) { .text(list.name) }
        }
        return conflicts
    }

    private func stateConflict(expected: SQLValue, current: SQLValue) -> Conflict? {
        func entry(_ value: SQLValue) -> StateEntry? { if case .text(let text) = value { StateEntry(text) } else { nil } }
        guard let shown = entry(expected) ?? entry(current) else { return nil }
        return Conflict(
            email: "job \(shown.job)", property: "state.\(shown.key)", expected: entry(expected)?.value, current: entry(current)?.value)
    }

    private static func taken(_ what: String) -> Conflict {
        Conflict(email: what, property: "name", expected: "free", current: "taken since")
    }
}
