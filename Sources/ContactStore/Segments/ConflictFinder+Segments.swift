import Contacts

extension ConflictFinder {
    /// Segments that are no longer as the change set found them, or whose definitions no longer go together with those that
    /// others have made since.
    func segmentConflicts() throws -> [Conflict] {
        guard shape.kinds.contains(.segment) else { return [] }
        var conflicts: [Conflict] = []
        var stored = Catalog()
        stored.fields = catalog.fields
        try stored.loadSegments(from: connection)
        let coding = FilterCoding(catalog: catalog)
        var merged = stored.segments
        try connection.rows("SELECT target, before, after FROM temp.change WHERE kind = 41") { row in
            let id = row.integer(0)
            let (before, after) = (row.value(1), row.value(2))
            let name = Self.name(after) ?? Self.name(before) ?? "#\(id)"
            if try SegmentCoding.stored(id, on: connection) != before {
                conflicts.append(conflict(name, isThere: stored.segments.contains { $0.id == id }))
            } else if after != .null, stored.segments.contains(where: { $0.name == name && $0.id != id }) {
                conflicts.append(conflict(name, isThere: true))
            }
            merged.removeAll { $0.id == id }
            if case .text(let text) = after, let parts = SegmentCoding.parts(text) {
                merged.append(Segment(id: id, name: parts.name, filter: try coding.filter(ofText: parts.filter)))
            }
        }
        let graph = SegmentGraph(merged)
        if let (user, missing) = graph.dangling {
            conflicts.append(
                Conflict(email: "segment \(user)", property: "segment \(missing)", expected: "defined", current: "deleted since"))
        }
        if let cycle = merged.sorted(by: { $0.name < $1.name }).lazy.compactMap({ graph.cycle(from: $0.name) }).first {
            conflicts.append(
                Conflict(
                    email: "segment \(cycle[0])", property: "definition", expected: "as planned",
                    current: "uses itself by now: \(cycle.joined(separator: " → "))"))
        }
        return conflicts
    }

    private func conflict(_ name: String, isThere: Bool) -> Conflict {
        Conflict(
            email: "segment \(name)", property: "definition", expected: "as planned", current: isThere ? "redefined since" : "deleted since"
        )
    }

    private static func name(_ value: SQLValue) -> String? {
        guard case .text(let text) = value else { return nil }
        return SegmentCoding.parts(text)?.name
    }
}
