import Formats

/// Runs journals over an earlier state of a store: each change must find what it says was there before, and all of them together
/// must come to what the tables hold.
///
/// Of contacts that an import has made the journal says no more than that: of them a property counts from the first change on that
/// tells of it.
struct JournalReplay {
    private typealias Property = StoreState.Property

    private var state: StoreState
    /// What does not fit, in words.
    private var problems: [String] = []
    /// Contacts that imports have made, with the properties that are known of them.
    private var imported: [Int64: Set<StoreState.Property>] = [:]
    private var erased: Set<Int64> = []

    /// What is wrong with a store that was in an earlier state up to a run; nothing where its journals explain it.
    static func problems(of store: StoreReader, from earlier: StoreState, after run: Int64) throws -> [String] {
        var replay = JournalReplay(state: earlier)
        try replay.play(store, after: run)
        replay.compare(with: try StoreState(store))
        return replay.problems
    }

    private init(state: StoreState) {
        self.state = state
    }

    private struct Change {
        let run: Int64
        let kind: Int64
        let target: Int64
        let contact: Int64
        let before: Cell
        let after: Cell

        init(_ row: [Cell]) {
            run = row[0].integer ?? 0
            kind = row[1].integer ?? 0
            target = row[2].integer ?? 0
            contact = row[3].integer ?? 0
            before = row[4]
            after = row[5]
        }
    }

    private mutating func play(_ store: StoreReader, after run: Int64) throws {
        erased = Set(try store.rows("SELECT contact FROM journal WHERE kind = 3").compactMap { $0[0].integer })
        for contact in erased { state.remove(contact) }
        let changes = try store.rows(
            "SELECT run, kind, target, contact, before, after FROM journal WHERE run > \(run) ORDER BY run, kind, target, contact"
        ).map(Change.init)
        var first = changes.startIndex
        while first < changes.endIndex {
            let last = changes[first...].firstIndex { $0.run != changes[first].run } ?? changes.endIndex
            play(changes[first..<last].filter { !erased.contains($0.contact) })
            first = last
        }
    }

    /// One run. Its deletions keep who went as the run found them, and come when every property has been put away.
    private mutating func play(_ changes: [Change]) {
        for change in changes where change.kind == 2 { checkIdentity(change) }
        for change in changes where change.kind != 2 { apply(change) }
        for change in changes where change.kind == 2 {
            for property in state.contacts[change.contact, default: [:]].keys where property.kind > 5 && imported[change.contact] == nil {
                problems.append("run \(change.run) deletes contact \(change.contact) and does not keep \(property)")
            }
            state.remove(change.contact)
            imported[change.contact] = nil
        }
    }

    private mutating func apply(_ change: Change) {
        let property = Property(kind: change.kind, target: change.target)
        switch change.kind {
        case 1: create(change)
        case 5...8, 20, 30: put(change, property, change.before, change.after)
        case 21: put(change, Property(kind: 20, target: change.target), change.before, change.after)
        case 40: put(change, property, Self.entry(change.before), Self.entry(change.after))
        case 41: put(change, property, Self.segment(change.before), Self.segment(change.after))
        default: problems.append("run \(change.run) has a change of kind \(change.kind)")
        }
    }

    private mutating func create(_ change: Change) {
        guard change.after != .null else {
            imported[change.contact] = []
            return
        }
        let (identity, status) = Self.identity(change.after)
        put(change, .identity, .null, identity)
        state[change.contact, .status] = status
    }

    private mutating func put(_ change: Change, _ property: StoreState.Property, _ before: Cell, _ after: Cell) {
        let expected = property.kind == 7 && before == .integer(0) ? .null : before
        let isUnknown = imported[change.contact].map { !$0.contains(property) } ?? false
        if !isUnknown, state[change.contact, property] != expected {
            problems.append("run \(change.run) found \(before) for \(property), where \(state[change.contact, property]) was")
        }
        imported[change.contact]?.insert(property)
        state[change.contact, property] = after
    }

    private mutating func checkIdentity(_ change: Change) {
        guard imported[change.contact] == nil else { return }
        let (identity, status) = Self.identity(change.before)
        if state[change.contact, .identity] != identity || state[change.contact, .status] != status {
            problems.append("run \(change.run) deletes contact \(change.contact) as another than it was")
        }
    }

    private mutating func compare(with tables: StoreState) {
        for contact in Set(state.contacts.keys).union(tables.contacts.keys) {
            let journalled = state.contacts[contact, default: [:]]
            let stored = tables.contacts[contact, default: [:]]
            if journalled == stored { continue }
            for property in Set(journalled.keys).union(stored.keys) where journalled[property] != stored[property] {
                if let known = imported[contact], !known.contains(property) { continue }
                problems.append(
                    "contact \(contact), \(property): the tables hold \(tables[contact, property]), the journals \(state[contact, property])"
                )
            }
        }
    }

    /// Id and address as one text, and the status.
    private static func identity(_ cell: Cell) -> (Cell, Cell) {
        let parts = (try? JSONValue(parsing: cell.text ?? ""))?.arrayValue ?? []
        guard parts.count == 5 else { return (.null, .null) }
        return (.text("\(parts[0].stringValue ?? "") \(parts[1].stringValue ?? "")"), .integer(parts[2].integerValue ?? -1))
    }

    private static func entry(_ cell: Cell) -> Cell {
        guard let text = cell.text, let json = try? JSONValue(parsing: text) else { return .null }
        return .text(["job", "key", "value"].map { json[$0]?.stringValue ?? "" }.joined(separator: "\n"))
    }

    private static func segment(_ cell: Cell) -> Cell {
        guard let text = cell.text, let json = try? JSONValue(parsing: text), let filter = try? json["filter"]?.compact() else {
            return .null
        }
        return .text("\(json["name"]?.stringValue ?? "")\n\(filter)")
    }
}
