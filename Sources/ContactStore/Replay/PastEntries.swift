import Contacts

/// What imports and the growth of the base brought in a stretch of history, in the order of time. It is found once, and read round after
/// round from a temporary table, since the store has no index of times.
final class PastEntries {
    let connection: any SQLConnection
    /// What was read and not asked for yet, the next at the end.
    private var read: [PastEntry] = []
    private var last: PastEntry?

    private static let readAtOnce = 1_000
    /// A day that brought a larger part of the base than one in so many is that of a first import.
    private static let growthLimit = 10
    private static let isKept = "status = 'committed' AND undone_by IS NULL"
    private static let imports = "SELECT id FROM run WHERE kind LIKE 'import%' AND \(isKept)"
    /// What came from outside.
    private static let arrivals = "SELECT id FROM run WHERE (kind LIKE 'import%' OR kind = 'api') AND \(isKept)"

    init(_ connection: any SQLConnection) throws {
        self.connection = connection
        try connection.execute(
            """
            CREATE TEMP TABLE past (at INTEGER, kind INTEGER, number INTEGER, PRIMARY KEY (at, kind, number)) WITHOUT ROWID;
            CREATE TEMP TABLE past_change (
                number INTEGER PRIMARY KEY, at INTEGER, kind INTEGER, target INTEGER, contact INTEGER, after
            );
            CREATE TEMP TABLE first_day (day INTEGER PRIMARY KEY, contacts INTEGER);
            """)
    }

    /// When the first event happened or the first contact came, before an instant.
    func first(before end: Timestamp) throws -> Timestamp? {
        let sql = "SELECT min(at) FROM (SELECT min(at) AS at FROM event UNION ALL SELECT min(created_at) FROM contact)"
        return try connection.integer(sql).map { Timestamp(milliseconds: $0) }.flatMap { $0 < end ? $0 : nil }
    }

    /// Finds all from an instant up to another.
    func find(from start: Timestamp, to end: Timestamp) throws {
        let values: [SQLValue] = [.integer(start.milliseconds), .integer(end.milliseconds)]
        try connection.run(
            """
            INSERT INTO temp.first_day SELECT created_at / 86400000, count(*) FROM contact WHERE created_at >= ?1 AND created_at < ?2
            GROUP BY 1 HAVING count(*) * \(Self.growthLimit) > (SELECT count(*) FROM contact)
            """, values)
        try connection.run(
            """
            INSERT INTO temp.past SELECT created_at, 1, id FROM contact WHERE created_at >= ?1 AND created_at < ?2
            AND created_at / 86400000 NOT IN (SELECT day FROM temp.first_day)
            """, values)
        // What scripts fired, scripts will fire again.
        try connection.run(
            "INSERT INTO temp.past SELECT at, 2, id FROM event WHERE at >= ?1 AND at < ?2 AND run IN (\(Self.arrivals))", values)
        // Of a contact that the import made, values came with the contact.
        try connection.run(
            """
            INSERT INTO temp.past_change (at, kind, target, contact, after)
            SELECT r.logical_now, j.kind, j.target, j.contact, j.after FROM journal j JOIN run r ON r.id = j.run
            WHERE r.id IN (\(Self.arrivals)) AND r.logical_now >= ?1 AND r.logical_now < ?2 AND j.kind IN (5, 6, 7)
            AND NOT EXISTS (SELECT 1 FROM journal m WHERE m.run = j.run AND m.kind = 1 AND m.target = 0 AND m.contact = j.contact)
            ORDER BY r.id, j.kind, j.target, j.contact
            """, values)
        try connection.execute("INSERT INTO temp.past SELECT at, 3, number FROM temp.past_change")
        try connection.run(
            """
            INSERT INTO temp.past SELECT logical_now, 4, id FROM run
            WHERE id IN (\(Self.imports)) AND logical_now >= ?1 AND logical_now < ?2
            """,
            values)
    }

    func leftOut() throws -> [CalendarDate: Int] {
        var days: [CalendarDate: Int] = [:]
        try connection.rows("SELECT day, contacts FROM temp.first_day") {
            days[CalendarDate(days: Int($0.integer(0)))] = Int($0.integer(1))
        }
        return days
    }

    /// Begins a round.
    func rewind() {
        read = []
        last = nil
    }

    /// The next of the round; nil at its end.
    func next() throws -> PastEntry? {
        if read.isEmpty { try readOn() }
        last = read.popLast()
        return last
    }

    /// Reads some more. A walk that stays open would hold on to the store as it was, and its log could never be emptied.
    private func readOn() throws {
        let place: [SQLValue] = last.map { [.integer($0.at.milliseconds), .integer($0.kind.rawValue), .integer($0.number)] } ?? []
        let condition = place.isEmpty ? "" : "WHERE (at, kind, number) > (?, ?, ?)"
        let sql = "SELECT at, kind, number FROM temp.past \(condition) ORDER BY at, kind, number LIMIT \(Self.readAtOnce)"
        try connection.rows(sql, place) { row in
            guard let kind = PastEntry.Kind(rawValue: row.integer(1)) else { return }
            read.append(PastEntry(at: Timestamp(milliseconds: row.integer(0)), kind: kind, number: row.integer(2)))
        }
        read.reverse()
    }
}
