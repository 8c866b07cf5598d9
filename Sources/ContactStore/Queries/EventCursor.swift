public import Contacts

/// Walks over the events of a query, one at a time, in memory that does not grow with the matches.
public final class EventCursor {
    private let rows: RowCursor
    private let names: [Int64: String]

    init(_ rows: RowCursor, names: [String: Int64]) {
        self.rows = rows
        self.names = Dictionary(uniqueKeysWithValues: names.map { ($1, $0) })
    }

    /// Goes to the next event; nil where there is none. Contacts that were deleted have left their events behind.
    public func next() throws -> (event: Event, hasContact: Bool)? {
        guard try rows.next() else { return nil }
        func text(_ index: Int) -> String? {
            rows.values[index].kind == .missing ? nil : String(decoding: rows.values[index].bytes, as: UTF8.self)
        }
        let name = rows.values[0].integer
        let event = Event(
            contact: ContactKey(rows.key), name: names[name] ?? "#\(name)", at: Timestamp(milliseconds: rows.values[1].integer),
            parameters: text(3).map { EventCoding.parameters($0) } ?? .none, key: text(2))
        return (event, rows.values[4].integer == 1)
    }
}
