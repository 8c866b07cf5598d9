public import Contacts

extension Catalog {
    public func segment(named name: String) -> Segment? { segments.first { $0.name == name } }

    /// Which segments use which.
    public var segmentGraph: SegmentGraph { SegmentGraph(segments) }

    /// The segments whose own filters test a field.
    public func segments(usingField id: Int64) -> [Segment] {
        segments { if case .test(.field(let field), _) = $0 { field.id == id } else { false } }
    }

    /// The segments whose own filters ask for a list.
    public func segments(usingList id: Int64) -> [Segment] {
        segments { $0 == .list(id) }
    }

    private func segments(where isUse: (Filter) -> Bool) -> [Segment] {
        segments.filter { $0.filter.nodes.contains(where: isUse) }
    }

    /// Reads the stored segments; the fields must be there already.
    mutating func loadSegments(from connection: any SQLConnection) throws {
        let coding = FilterCoding(catalog: self)
        try connection.cachedRows("SELECT id, name, filter FROM segment ORDER BY id") { row in
            let filter = try coding.filter(ofText: row.text(2))
            segments.append(Segment(id: row.integer(0), name: row.text(1), filter: filter))
        }
        nextSegment = try connection.integer("SELECT value FROM meta WHERE key = 'next_segment'") ?? 1
    }
}
