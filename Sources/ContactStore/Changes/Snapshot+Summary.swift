public import Contacts

extension Snapshot {
    /// What is staged, in numbers.
    public func summary() throws -> ChangeSummary {
        try store.translating {
            guard !changes.shape.isEmpty else {
                return ChangeSummary(
                    base: try contactCount(), changed: 0, onlyFiredAt: 0, groups: [], events: [], alreadyFired: changes.alreadyFired)
            }
            let created = changes.shape.hasCreations ? "AND contact NOT IN (SELECT id FROM temp.new_contact)" : ""
            let fired = try connection.integer(
                """
                SELECT count(*) FROM (
                    SELECT DISTINCT contact FROM temp.new_event
                    EXCEPT SELECT contact FROM temp.change WHERE kind < 20)
                """)
            return ChangeSummary(
                base: try contactCount(), changed: try changedCount(created), onlyFiredAt: Int(fired ?? 0), groups: try groups(),
                events: try eventGroups(), alreadyFired: changes.alreadyFired, requests: try requestGroups())
        }
    }

    /// Whether a commit would write nothing but the run's record.
    public var stagesNothing: Bool { changes.shape.isEmpty && changes.retractedRun == nil && !changes.hasExchanges }

    /// What is staged, in numbers, as records of runs hold it.
    public func recordedSummary() throws -> String { RunSummary.text(try summary(), retracted: 0) }

    /// The first contacts with changes or events, as diffs.
    public func sample(_ count: Int) throws -> [ContactDiff] {
        var sample: [ContactDiff] = []
        try forEachDiff(limit: count) { sample.append($0) }
        return sample
    }

    /// Calls a closure for each contact with changes or events, in the order of creation.
    public func forEachDiff(limit: Int? = nil, _ body: (ContactDiff) throws -> Void) throws {
        try store.translating {
            guard !changes.shape.isEmpty else { return }
            let reader = DiffReader(connection: connection, catalog: catalog, rows: .staged(hasCreations: changes.shape.hasCreations))
            try reader.forEach(limit: limit, body)
        }
    }

    /// Distinct contacts of the store with changes. Most runs change one property, whose rows are distinct already.
    private func changedCount(_ created: String) throws -> Int {
        let properties = try connection.integer(
            "SELECT count(*) FROM (SELECT DISTINCT kind, target FROM temp.change WHERE kind < 20)")
        let rows = properties == 1 ? "contact" : "DISTINCT contact"
        return Int(try connection.integer("SELECT count(\(rows)) FROM temp.change WHERE kind < 20 \(created)") ?? 0)
    }

    private func groups() throws -> [ChangeGroup] {
        // What goes with a deleted or comes with a created contact is not counted beside it.
        let sql = """
            SELECT kind, target, CASE WHEN kind IN (5, 7) THEN after WHEN kind IN (20, 30, 41) THEN after IS NOT NULL END AS upward,
                count(*), CASE WHEN kind >= 20 THEN min(before) END, CASE WHEN kind >= 20 THEN max(after) END FROM temp.change
            WHERE kind IN (1, 3) OR kind >= 20
                OR kind = 2 AND contact NOT IN (SELECT contact FROM temp.change WHERE kind = 3 AND target = 0)
                OR kind NOT IN (2, 8) AND contact NOT IN (SELECT contact FROM temp.change WHERE kind = 2 AND target = 0)
            GROUP BY kind, target, upward ORDER BY kind >= 20 DESC, kind, target
            """
        var groups: [ChangeGroup] = []
        try connection.rows(sql) { row in
            guard let kind = ChangeKind(rawValue: row.integer(0)) else { return }
            let target = row.integer(1)
            let name =
                switch kind {
                case .field, .createField, .renameField: catalog.tag(ofField: target)
                case .list, .createList: catalog.name(ofList: target)
                case .renameList: "\(row.text(4)) to \(row.text(5))"
                case .segment: try segmentName(target)
                case .state: StateEntry(row.text(5))?.key ?? StateEntry(row.text(4))?.key ?? ""
                default: ""
                }
            let isUpward = row.isNull(2) ? nil : row.integer(2) == 1
            groups.append(ChangeGroup(kind: kind, target: target, name: name, isUpward: isUpward, count: Int(row.integer(3))))
        }
        return groups
    }

    private func eventGroups() throws -> [EventGroup] {
        var groups: [EventGroup] = []
        let names = Dictionary(uniqueKeysWithValues: catalog.eventNames.map { ($1, $0) })
        try connection.rows("SELECT name, count(*) FROM temp.new_event GROUP BY name") { row in
            groups.append(EventGroup(name: names[row.integer(0)] ?? "#\(row.integer(0))", count: Int(row.integer(1))))
        }
        return groups.sorted { $0.name < $1.name }
    }
}
