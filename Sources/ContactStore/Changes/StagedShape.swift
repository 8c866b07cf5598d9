import Contacts

/// Which properties have staged changes: what queries must look up beside the store.
struct StagedShape {
    typealias Kind = ChangeKind

    private struct Property: Hashable {
        let kind: ChangeKind
        let target: Int64
    }

    private var properties: Set<Property> = []
    var createdFields: Set<Int64> = []
    var hasCreations = false
    var hasEvents = false
    var hasRequests = false

    var isEmpty: Bool { properties.isEmpty && !hasCreations && !hasEvents && !hasRequests }

    func has(_ kind: ChangeKind, _ target: Int64) -> Bool {
        // The common case is a run that has staged nothing of the kind yet: no hashing then.
        !properties.isEmpty && properties.contains(Property(kind: kind, target: target))
    }

    /// Whether anything of a kind is staged, whatever its target.
    func hasAny(_ kind: ChangeKind) -> Bool { properties.contains { $0.kind == kind } }

    /// Grows with each property that gains staged changes.
    var count: Int { properties.count }

    mutating func insert(_ kind: ChangeKind, _ target: Int64) {
        properties.insert(Property(kind: kind, target: target))
    }
}
