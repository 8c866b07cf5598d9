public import Contacts

extension Snapshot {
    /// Stages a filter under a name, in the place of the one that has it. The same filter again is no change.
    ///
    /// - Throws: `FilterError` where it uses itself, names an unknown segment, tests events outside of a question about them, or
    ///   is too deep with its segments written out; `Invalid` for a bad name.
    @discardableResult
    public func defineSegment(_ name: String, _ filter: Filter) throws -> Segment {
        try store.translating {
            let existing = catalog.segment(named: name)
            let removed = existing == nil ? try removedSegment(name) : nil
            let segment = try Segment(validating: existing?.id ?? removed ?? catalog.nextSegment, name: name, filter: filter)
            if let existing = catalog.segment(named: segment.name), existing.filter == filter { return existing }
            try check(segment)
            catalog.nextSegment = max(catalog.nextSegment, segment.id + 1)
            catalog.segments.removeAll { $0.id == segment.id }
            catalog.segments.append(segment)
            let text = SegmentCoding.text(name: segment.name, filter: FilterCoding(catalog: catalog).text(filter))
            try changes.stage(.segment, segment.id, ContactKey(0), after: .text(text)) {
                try SegmentCoding.stored(segment.id, on: connection)
            }
            return segment
        }
    }

    /// Stages that a name means nothing any more.
    ///
    /// - Throws: `FilterError` where it means nothing now, or where another segment uses it.
    public func deleteSegment(_ name: String) throws {
        try store.translating {
            guard let segment = catalog.segment(named: name) else { throw unknownSegment(name) }
            let users = catalog.segmentGraph.users(of: name)
            guard users.isEmpty else { throw FilterError.segmentInUse(name, by: users) }
            catalog.segments.removeAll { $0.id == segment.id }
            try changes.stage(.segment, segment.id, ContactKey(0), after: .null) { try SegmentCoding.stored(segment.id, on: connection) }
        }
    }

    /// The error of a name that no segment has, with the nearest that one has.
    public func unknownSegment(_ name: String) -> FilterError {
        .unknownSegment(name, suggestion: Suggestion.nearest(to: name, in: catalog.segments.map(\.name)))
    }

    private func check(_ segment: Segment) throws {
        if let property = segment.filter.strayEventProperty { throw FilterError.noEvent(property.path) }
        let graph = SegmentGraph(catalog.segments.filter { $0.id != segment.id } + [segment])
        if let cycle = graph.cycle(from: segment.name) { throw FilterError.cycle(cycle) }
        if let missing = segment.filter.segments.sorted().first(where: { $0 != segment.name && catalog.segment(named: $0) == nil }) {
            throw unknownSegment(missing)
        }
        let depth = graph.depth(of: segment.filter)
        guard depth <= Filter.maximumDepth else { throw FilterError.tooDeep(depth) }
        try graph.checkMeasure(of: segment.filter)
    }

    /// The number of a segment of a name whose deletion is staged: it comes back under its own.
    private func removedSegment(_ name: String) throws -> Int64? {
        guard !changes.shape.isEmpty else { return nil }
        var found: Int64?
        try connection.rows("SELECT target, before FROM temp.change WHERE kind = 41 AND after IS NULL") { row in
            if SegmentCoding.parts(row.text(1))?.name == name { found = row.integer(0) }
        }
        return found
    }

    /// The name of a segment with staged changes, for plans.
    func segmentName(_ id: Int64) throws -> String {
        if let segment = catalog.segments.first(where: { $0.id == id }) { return segment.name }
        guard case .text(let text) = try SegmentCoding.stored(id, on: connection) else { return "#\(id)" }
        return SegmentCoding.parts(text)?.name ?? "#\(id)"
    }
}
