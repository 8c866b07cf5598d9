import Contacts

@testable import ContactStore

/// A small random base: the same in memory, for the evaluator, and in the tables of a store.
struct RandomWorld {
    static let fields = ValueType.fieldTypes.enumerated().flatMap { index, type in
        [
            Field(id: Int64(2 * index + 1), name: "\(type) 1", tag: "\(type)1", type: type),
            Field(id: Int64(2 * index + 2), name: "\(type) 2", tag: "\(type)2", type: type),
        ]
    }
    static let eventNames: [String: Int64] = ["Purchase": 1, "EmailOpened": 2, "it's \"odd\"": 3]
    static let parameterNames = ["amount", "item", "when", "it's", "we\"ird", "back\\slash", "ü.x[0]", "", "tab\t", "$"]

    let clock: LogicalClock
    let values: RandomValues
    var lists: [ContactList] = (1...3).map { ContactList(id: $0, name: "List \($0)") }
    var fields = RandomWorld.fields
    var subjects: [Int64: FilterSubject] = [:]
    var segments: [Segment] = []
    var eventNames = RandomWorld.eventNames
    private(set) var suppressed: Set<String> = []

    init(_ random: inout RandomSource, coverage: FilterCoverage) {
        clock = RandomValues.clock(&random)
        values = RandomValues(clock: clock)
        for key in 1...Int64(random.number(10...40)) { subjects[key] = subject(key, &random) }
        // Some of the blocked addresses are nobody's.
        suppressed = Set(subjects.values.filter(\.isSuppressed).map(\.contact.email.value) + ["nobody@example.com"])
        for id in 1...Int64(random.number(2...4)) {
            let filter = RandomFilter(world: self, coverage: coverage).filter(depth: random.number(1...3), &random)
            segments.append(Segment(id: id, name: "Segment \(id)", filter: filter))
        }
    }

    var evaluator: FilterEvaluator {
        FilterEvaluator(clock: clock, segments: Dictionary(uniqueKeysWithValues: segments.map { ($0.name, $0.filter) }))
    }

    /// The keys of the contacts that meet a filter, in order.
    func matches(_ filter: Filter) throws -> [Int64] {
        let evaluator = evaluator
        return try subjects.keys.sorted().filter { key in try subjects[key].map { try evaluator.matches(filter, $0) } ?? false }
    }

    func contact(_ key: Int64, _ random: inout RandomSource) -> Contact {
        let domain = random.pick(["example.com", "mail.example.org", "bücher.de", "x.co"])
        let local = random.pick(["ann", "bob.b", "a", "ö", "c+d"])
        let id = UUIDv7(milliseconds: 1_700_000_000_000 + key * 997, random: &random)
        return Contact(
            id: id, email: EmailAddress(normalised: "\(local)\(key)@\(domain)"), status: random.oneIn(3) ? .unsubscribed : .subscribed,
            createdAt: values.instant(&random), updatedAt: values.instant(&random))
    }

    private func subject(_ key: Int64, _ random: inout RandomSource) -> FilterSubject {
        var contact = contact(key, &random)
        for field in fields where !random.oneIn(3) { contact.fields[field.tag] = value(for: field, &random) }
        contact.lists = Set(lists.map(\.id).filter { _ in random.oneIn(2) })
        let events = (0..<random.pick([0, 0, 1, 2, 5, 8])).map { index in
            Event(
                contact: ContactKey(key), name: random.pick(Self.eventNames.keys.sorted()), at: values.instant(&random),
                parameters: parameters(&random), key: random.oneIn(3) ? "key \(index)" : nil)
        }
        return FilterSubject(contact, events: events, isSuppressed: random.oneIn(5))
    }

    func value(for field: Field, _ random: inout RandomSource) -> Value {
        let value = values.value(field.type, &random)
        if case .float(let number) = value, !number.isFinite { return .float(1) }
        return value
    }

    func parameters(_ random: inout RandomSource) -> EventParameters {
        let pairs = Self.parameterNames.filter { _ in random.oneIn(2) }.map { ($0, values.parameter(&random)) }
        return (try? EventParameters(pairs)) ?? .none
    }

    /// Writes the tables anew, past the importer, which would take longer than the tests.
    func write(to connection: any SQLConnection) throws {
        try connection.transaction {
            for table in ["contact", "membership", "suppression", "event", "event_name", "list"] {
                try connection.execute("DELETE FROM \(table)")
            }
            try connection.run("UPDATE meta SET value = 1000 WHERE key = 'next_contact'")
            for list in lists { try connection.run("INSERT INTO list VALUES (?, ?)", [.integer(list.id), .text(list.name)]) }
            for (name, id) in Self.eventNames { try connection.run("INSERT INTO event_name VALUES (?, ?)", [.integer(id), .text(name)]) }
            for email in suppressed { try connection.run("INSERT INTO suppression VALUES (?, 'bounce', 0)", [.text(email)]) }
            let columns = fields.map { ", " + Schema.column($0.id) }.joined()
            let insert =
                "INSERT INTO contact (id, uuid, email, status, created_at, updated_at, revision\(columns)) VALUES (?, ?, ?, ?, ?, ?, 0"
                + fields.map { _ in ", ?" }.joined() + ")"
            for (key, subject) in subjects {
                let contact = subject.contact
                try connection.run(
                    insert,
                    [
                        .integer(key), .blob(contact.id.withBytes { [UInt8]($0) }), .text(contact.email.value),
                        .integer(contact.status == .subscribed ? 1 : 0), .integer(contact.createdAt.milliseconds),
                        .integer(contact.updatedAt.milliseconds),
                    ] + fields.map { Storage.stored(contact.fields[$0.tag]) })
                for list in contact.lists { try connection.run("INSERT INTO membership VALUES (?, ?)", [.integer(list), .integer(key)]) }
                for event in subject.events {
                    try connection.run(
                        "INSERT INTO event (contact, name, at, key, params, run) VALUES (?, ?, ?, ?, ?, 1)",
                        [
                            .integer(key), .integer(Self.eventNames[event.name] ?? 0), .integer(event.at.milliseconds),
                            event.key.map { .text($0) } ?? .null, EventCoding.stored(event.parameters),
                        ])
                }
            }
        }
    }
}
