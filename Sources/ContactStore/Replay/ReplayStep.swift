import Contacts

/// One hour of a replay: a snapshot in which it is staged, and its commit.
final class ReplayStep {
    private let replay: HistoryReplay
    private let period: ReplayPeriod
    private let round: Int
    private let snapshot: Snapshot
    /// Whether an import is among what is played again, by which jobs are started.
    private var isImport = false

    init(_ replay: HistoryReplay, _ period: ReplayPeriod, _ round: Int, _ snapshot: Snapshot) {
        self.replay = replay
        self.period = period
        self.round = round
        self.snapshot = snapshot
    }

    func play(_ entry: PastEntry) throws {
        let at = period.moved(entry.at, round: round)
        switch entry.kind {
        case .contact: try create(like: entry.number, at)
        case .event: try fire(entry.number, at)
        case .change: try change(entry.number)
        case .import: isImport = true
        }
    }

    func commit(at now: Timestamp) throws {
        guard isImport || !snapshot.stagesNothing else { return }
        _ = try snapshot.commit(RunDraft(kind: isImport ? .importContacts : .run, name: "(replay)", startedAt: now), finishedAt: now)
    }

    private func create(like number: Int64, _ at: Timestamp) throws {
        guard let model = try snapshot.contact(ContactKey(number)) else { return }
        replay.counts.contacts += 1
        let email = EmailAddress(normalised: "sim-\(replay.counts.contacts)@example.com")
        let id = replay.ids.next(milliseconds: at.milliseconds, random: &replay.random)
        guard try snapshot.key(of: email) == nil else { return }
        let key = try snapshot.createContact(email, status: model.status, id: id, createdAt: at)
        for field in snapshot.catalog.fields {
            if let value = model.fields[field.tag] { try snapshot.stage(.set(field, moved(value)), on: key) }
        }
        for list in snapshot.catalog.lists where model.lists.contains(list.id) { try snapshot.stage(.join(list), on: key) }
        replay.newcomers[number] = key
    }

    private func fire(_ number: Int64, _ at: Timestamp) throws {
        var found: (contact: Int64, name: Int64, key: String?, parameters: EventParameters)?
        try replay.store.translating {
            try replay.connection.rows("SELECT contact, name, key, params FROM event WHERE id = ?", [.integer(number)]) { row in
                found = (
                    row.integer(0), row.integer(1), row.isNull(2) ? nil : row.text(2),
                    row.isNull(3) ? .none : EventCoding.parameters(row.text(3))
                )
            }
        }
        guard let found, let name = snapshot.catalog.eventNames.first(where: { $0.value == found.name })?.key,
            let contact = try contact(found.contact)
        else { return }
        // A key fires once for ever, so each round has its own.
        let draft = try EventDraft(name: name, parameters: found.parameters, key: found.key.map { "\($0)+\(round)" }, at: at)
        if try snapshot.stage(.fire(draft), on: contact) { replay.counts.events += 1 }
    }

    private func change(_ number: Int64) throws {
        var found: (kind: Int64, target: Int64, contact: Int64, after: SQLValue)?
        try replay.store.translating {
            let sql = "SELECT kind, target, contact, after FROM temp.past_change WHERE number = ?"
            try replay.connection.rows(sql, [.integer(number)]) {
                found = ($0.integer(0), $0.integer(1), $0.integer(2), $0.value(3))
            }
        }
        guard let found, let contact = try contact(found.contact),
            let intent = intent(found.kind, found.target, found.after)
        else { return }
        if try snapshot.stage(intent, on: contact) { replay.counts.changes += 1 }
    }

    /// Nil for what is not done again: consent is never raised.
    private func intent(_ kind: Int64, _ target: Int64, _ after: SQLValue) -> Intent? {
        switch ChangeKind(rawValue: kind) {
        case .status: after == .integer(0) ? .unsubscribe() : nil
        case .field: snapshot.catalog.field(id: target).map { .set($0, Storage.value(after, as: $0.type).map(moved)) }
        case .list: snapshot.catalog.list(id: target).map { after == .integer(1) ? .join($0) : .leave($0) }
        default: nil
        }
    }

    /// Who is meant: a newcomer in the place of whom it was made like. Nil where it is gone.
    private func contact(_ number: Int64) throws -> ContactKey? {
        let key = replay.newcomers[number] ?? ContactKey(number)
        return try snapshot.exists(key) ? key : nil
    }

    /// Days and instants move along.
    private func moved(_ value: Value) -> Value {
        switch value {
        case .date(let day): .date(period.moved(day, round: round))
        case .timestamp(let instant): .timestamp(period.moved(instant, round: round))
        default: value
        }
    }
}
