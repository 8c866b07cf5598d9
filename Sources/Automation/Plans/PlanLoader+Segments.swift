import ContactStore
import Contacts
import Formats

extension PlanLoader {
    /// Stages a plan's segments, in an order in which each finds those that it uses.
    func loadSegments(_ document: JSONObject) throws {
        var pending = document["segments"]?.arrayValue ?? []
        for segment in pending { try rejectChanged(segment) }
        while !pending.isEmpty {
            var left: [JSONValue] = []
            var failure: (any Error)?
            for segment in pending {
                do {
                    try stage(segment)
                } catch let error as FilterError {
                    left.append(segment)
                    failure = failure ?? error
                }
            }
            if left.count == pending.count, let failure { throw failure }
            pending = left
        }
    }

    private func rejectChanged(_ segment: JSONValue) throws {
        guard let name = segment["name"]?.stringValue else { throw PlanError.notAPlan(path: path, reason: "a segment without a name") }
        let current = snapshot.catalog.segment(named: name)?.filter
        if let before = segment["before"], !before.isNull {
            let expected = try? FilterCoding(catalog: snapshot.catalog, by: .name).filter(before)
            if let expected, expected == current { return }
        } else if current == nil {
            return
        }
        let state = current == nil ? "deleted since" : "redefined since"
        let conflict = Conflict(email: "segment \(name)", property: "definition", expected: "as planned", current: state)
        throw CommitError.conflicts([conflict], total: 1)
    }

    private func stage(_ segment: JSONValue) throws {
        let name = segment["name"]?.stringValue ?? ""
        guard let filter = segment["filter"], !filter.isNull else { return try snapshot.deleteSegment(name) }
        try snapshot.defineSegment(name, try FilterCoding(catalog: snapshot.catalog, by: .name).filter(filter))
    }
}
