import Contacts
public import Formats

/// A segment that a change set defines, redefines or deletes: its filter before and after, as ``FilterCoding`` writes it.
public struct SegmentChange: Sendable {
    public let name: String
    /// Nil where there was none.
    public let before: JSONValue?
    /// Nil where it goes.
    public let after: JSONValue?
}

extension Snapshot {
    /// The segments with staged changes, in the order of their numbers.
    public func stagedSegments() throws -> [SegmentChange] {
        guard changes.shape.kinds.contains(.segment) else { return [] }
        func json(_ value: SQLValue) -> JSONValue? {
            guard case .text(let text) = value else { return nil }
            return try? JSONValue(parsing: text, depth: 512)
        }
        return try store.translating {
            var found: [SegmentChange] = []
            try connection.rows("SELECT before, after FROM temp.change WHERE kind = 41 ORDER BY target") { row in
                let (before, after) = (json(row.value(0)), json(row.value(1)))
                let name = (after ?? before)?["name"]?.stringValue ?? ""
                found.append(SegmentChange(name: name, before: before?["filter"], after: after?["filter"]))
            }
            return found
        }
    }
}
