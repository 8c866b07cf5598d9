import Contacts

extension UndoStager {
    /// Stages the run's segments back to what they were, in an order in which each goes with the others.
    func invertSegments(created: Bool) throws -> (shown: [Conflict], count: Int) {
        var pending: [Int64] = []
        let journal =
            "SELECT target FROM journal WHERE run = ? AND kind = 41 AND before IS \(created ? "" : "NOT ")NULL ORDER BY target DESC"
        try connection.rows(journal, [.integer(run.id)]) { pending.append($0.integer(0)) }
        var conflicts: [Conflict] = []
        repeat {
            let before = pending.count
            conflicts = []
            pending = try pending.filter { target in
                let found = try invertSegment(target).shown
                conflicts += found
                return !found.isEmpty
            }
            if pending.count == before { break }
        } while !pending.isEmpty
        return (conflicts, conflicts.count)
    }

    /// Stages a segment back to what it was before the run, where it is still what the run made it.
    private func invertSegment(_ target: Int64) throws -> (shown: [Conflict], count: Int) {
        var before = SQLValue.null
        var after = SQLValue.null
        let journal = "SELECT before, after FROM journal WHERE run = ? AND kind = 41 AND target = ?"
        try connection.rows(journal, [.integer(run.id), .integer(target)]) { row in (before, after) = (row.value(0), row.value(1)) }
        let current = try SegmentCoding.stored(target, on: connection)
        if current == before { return ([], 0) }
        func conflict(_ name: String, _ state: String) -> (shown: [Conflict], count: Int) {
            ([Conflict(email: "segment \(name)", property: "definition", expected: "as the run left it", current: state)], 1)
        }
        let name = parts(after)?.name ?? parts(before)?.name ?? "#\(target)"
        guard current == after else { return conflict(name, current == .null ? "deleted since" : "redefined since") }
        let others = snapshot.catalog.segments.filter { $0.id != target }
        guard let earlier = parts(before) else {
            let users = SegmentGraph(others).users(of: name)
            guard users.isEmpty else { return conflict(name, "used by segment \(users.joined(separator: ", "))") }
            snapshot.catalog.segments = others
            try stage(target, .null, current)
            return ([], 0)
        }
        guard !others.contains(where: { $0.name == earlier.name }) else { return conflict(earlier.name, "defined anew since") }
        let filter = try FilterCoding(catalog: snapshot.catalog).filter(ofText: earlier.filter)
        let graph = SegmentGraph(others + [Segment(id: target, name: earlier.name, filter: filter)])
        if let cycle = graph.cycle(from: earlier.name) { return conflict(earlier.name, cycle.joined(separator: " → ")) }
        if let missing = filter.segments.sorted().first(where: { name in !others.contains { $0.name == name } }) {
            return conflict(earlier.name, "segment \(missing), which it used, is gone")
        }
        snapshot.catalog.segments = others + [Segment(id: target, name: earlier.name, filter: filter)]
        try stage(target, before, current)
        return ([], 0)
    }

    private func stage(_ target: Int64, _ after: SQLValue, _ current: SQLValue) throws {
        try snapshot.changes.stage(.segment, target, ContactKey(0), after: after) { current }
    }

    private func parts(_ value: SQLValue) -> (name: String, filter: String)? {
        guard case .text(let text) = value else { return nil }
        return SegmentCoding.parts(text)
    }
}
