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
}
