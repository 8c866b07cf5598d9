import Contacts

@testable import ContactStore

extension RandomWorld {
    /// Stages random intents on a snapshot and does the same in memory.
    mutating func stage(on snapshot: Snapshot, _ random: inout RandomSource, coverage: FilterCoverage) throws {
        if random.oneIn(3) { lists.append(try snapshot.createList("New list")) }
        if random.oneIn(3) { fields.append(try snapshot.createField(name: "New", tag: "new", type: random.pick(ValueType.fieldTypes))) }
        for _ in 0..<random.number(1...4) {
            // For all contacts of a filter at once.
            let filter = RandomFilter(world: self, coverage: coverage).filter(depth: random.number(0...2), &random)
            let intent = intent(&random)
            let keys = try matches(filter)
            try snapshot.stage(intent, on: ContactQuery(filter))
            for key in keys { try apply(intent, to: key) }
        }
        for _ in 0..<random.number(1...15) where !subjects.isEmpty {
            if random.oneIn(5) {
                try create(on: snapshot, &random)
            } else {
                let key = random.pick(subjects.keys.sorted())
                let intent = intent(&random)
                try snapshot.stage(intent, on: ContactKey(key))
                try apply(intent, to: key)
            }
        }
    }

    private mutating func create(on snapshot: Snapshot, _ random: inout RandomSource) throws {
        let draft = contact(Int64(random.number(2_000...1_000_000)), &random)
        guard try snapshot.key(of: draft.email) == nil else { return }
        let key = try snapshot.createContact(draft.email, status: draft.status, id: draft.id, createdAt: draft.createdAt)
        let contact = Contact(id: draft.id, email: draft.email, status: draft.status, createdAt: draft.createdAt, updatedAt: clock.now)
        subjects[key.rawValue] = FilterSubject(contact)
    }

    private func intent(_ random: inout RandomSource) -> Intent {
        switch random.number(0...7) {
        case 0, 1:
            let field = random.pick(fields)
            return .set(field, random.oneIn(4) ? nil : value(for: field, &random))
        case 2: return .join(random.pick(lists))
        case 3: return .leave(random.pick(lists))
        case 4: return .unsubscribe()
        case 5: return .resubscribe
        case 6 where random.oneIn(3): return random.oneIn(3) ? .erase : .delete
        default:
            let name = random.pick(["Purchase", "EmailOpened", "Staged only"])
            let key = random.oneIn(3) ? "key \(random.number(0...3))" : nil
            let draft = try? EventDraft(
                name: name, parameters: parameters(&random), key: key, at: random.oneIn(2) ? nil : values.instant(&random))
            return draft.map { .fire($0) } ?? .unsubscribe()
        }
    }

    private mutating func apply(_ intent: Intent, to key: Int64) throws {
        guard let subject = subjects[key] else { return }
        var contact = subject.contact
        var events = subject.events
        switch intent {
        case .set(let field, let value): contact.fields[field.tag] = value
        case .join(let list): contact.lists.insert(list.id)
        case .leave(let list): contact.lists.remove(list.id)
        case .unsubscribe: contact.status = .unsubscribed
        case .resubscribe: contact.status = .subscribed
        case .delete, .erase:
            subjects[key] = nil
            return
        case .fire(let draft):
            if let once = draft.key, events.contains(where: { $0.name == draft.name && $0.key == once }) { break }
            events.append(
                Event(
                    contact: ContactKey(key), name: draft.name, at: draft.at ?? clock.now, parameters: draft.parameters, key: draft.key))
        }
        subjects[key] = FilterSubject(contact, events: events, isSuppressed: subject.isSuppressed)
    }
}
