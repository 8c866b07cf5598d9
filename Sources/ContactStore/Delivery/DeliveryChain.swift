/// The tasks of one address, each of which waits for the one before.
///
/// Mostly it is one contact; where a contact goes or takes another address, whoever else has had that address is in the same chain.
public struct DeliveryChain: Sendable {
    private var rows: [DeliveryRow]
    private var next = 0

    init(_ rows: [DeliveryRow]) {
        self.rows = rows
    }

    mutating func append(_ row: DeliveryRow) { rows.append(row) }
    mutating func merge(_ other: DeliveryChain) {
        rows = (rows + other.rows).sorted { $0.id < $1.id }
    }

    /// What is to be sent next: a contact's adjacent changes are one task, and what comes before a deletion needs no sending.
    public var head: DeliveryTask? {
        guard next < rows.count else { return nil }
        let taken = rows[next..<end]
        let last = taken[taken.endIndex - 1]
        let needsCall = taken.contains { $0.step == .update }
        return DeliveryTask(
            step: last.step == .upsert && needsCall ? .update : last.step, contact: last.contact, target: last.target,
            rows: taken.map(\.id), isAtMostOnce: last.isAtMostOnce, attempts: taken.reduce(0) { max($0, $1.attempts) })
    }

    /// Goes on to the task after the head.
    public mutating func advance() { next = end }

    private var end: Int {
        let first = rows[next]
        var end = next + 1
        guard first.step == .upsert || first.step == .update else { return end }
        while end < rows.count, rows[end].contact == first.contact, rows[end].step != .event {
            end += 1
            if rows[end - 1].step == .delete { break }
        }
        return end
    }
}
