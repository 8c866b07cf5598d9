import Contacts
import Scheduling
import Testing

@testable import ContactStore

struct DeliveryQueueTests {
    private func connected() throws -> TemporaryStore {
        let fixture = try TemporaryStore()
        try fixture.store.setRemote(
            Remote(account: 1, accountName: "Acme", tokenSource: .environment("TOKEN"), addedAt: fixture.clock.now))
        return fixture
    }

    private func rows(_ fixture: TemporaryStore) throws -> [String] {
        try fixture.store.reading { connection in
            var rows: [String] = []
            try connection.rows(
                "SELECT step, contact, target, source, coalesce(email, '-'), coalesce(new_email, '-') FROM delivery ORDER BY id"
            ) {
                rows.append((0..<4).map { column in String($0.integer(column)) }.joined(separator: " ") + " \($0.text(4)) \($0.text(5))")
            }
            return rows
        }
    }

    private func empty(_ fixture: TemporaryStore) throws {
        let connection = try fixture.store.connect(.run)
        try connection.execute("DELETE FROM delivery")
    }

    @Test func anImportQueuesFieldsListsAndContacts() throws {
        let fixture = try connected()
        var options = ImportOptions()
        options.lists = ["Customers"]
        try fixture.load("email,plan,status\nann@example.com,free,subscribed\nbob@example.com,pro,unsubscribed", options)
        #expect(
            try rows(fixture) == [
                "20 0 1 0 - -", "30 0 1 0 - -", "1 1 0 1 ann@example.com -", "2 2 0 1 bob@example.com -",
            ])
    }

    /// Each batch of an import is queued with it, and what a later batch changes once more.
    @Test func batchesOfAnImportAreQueuedAsTheyCome() throws {
        let fixture = try connected()
        try fixture.load("email,plan\nold@example.com,free")
        try empty(fixture)
        try fixture.load("email,plan\nold@example.com,a\nann@example.com,a\nann@example.com,b\nold@example.com,b", batchSize: 2)
        #expect(
            try rows(fixture) == [
                "1 2 0 1 ann@example.com -", "1 1 0 0 old@example.com -", "1 1 0 0 old@example.com -", "2 2 0 3 ann@example.com -",
            ])
    }

    @Test func aRunQueuesWhoGoesBeforeWhoComes() throws {
        let fixture = try connected()
        try fixture.load(TemporaryStore.people)
        try empty(fixture)
        try fixture.commit {
            try $0.stage(.delete, on: fixture.key("bob@example.com", in: $0))
            _ = try $0.createContact(EmailAddress("bob@example.com"), id: #require(UUIDv7("018dd5e3-f6d2-7c00-8f9b-000000000001")))
            try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), nil), on: fixture.key("ann@example.com", in: $0))
            try $0.stage(.fire(EventDraft(name: "Hello")), on: fixture.key("ann@example.com", in: $0))
        }
        #expect(
            try rows(fixture) == [
                "3 2 0 0 bob@example.com -", "2 1 0 0 ann@example.com -", "1 5 0 0 bob@example.com -", "4 1 1 0 ann@example.com -",
            ])
    }

    /// A list that goes is one call, whoever was on it.
    @Test func membersOfAListThatGoesAreNotQueued() throws {
        let fixture = try connected()
        var options = ImportOptions()
        options.lists = ["Customers"]
        try fixture.load(TemporaryStore.people, options)
        try empty(fixture)
        try fixture.commit {
            _ = try $0.deleteList(#require($0.catalog.list(named: "Customers")))
            _ = try $0.deleteField(#require($0.catalog.field(tagged: "plan")))
        }
        #expect(try rows(fixture) == ["20 0 1 0 - -", "30 0 1 0 - -"])
    }

    @Test func aPullAndReasonsAloneQueueNothing() throws {
        let fixture = try connected()
        try fixture.load(TemporaryStore.people)
        try empty(fixture)
        let snapshot = try fixture.snapshot()
        try snapshot.stage(.unsubscribe(), on: ContactQuery())
        _ = try snapshot.commit(RunDraft(kind: .pull, name: "pull", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
        #expect(try rows(fixture).isEmpty)
    }

    @Test func anErasureForgetsWhatWasQueued() throws {
        let fixture = try connected()
        try fixture.load(TemporaryStore.people)
        try fixture.commit { try $0.stage(.erase, on: fixture.key("ann@example.com", in: $0)) }
        let queued = try rows(fixture).filter { $0.contains("ann@") }
        #expect(queued == ["3 1 0 4 ann@example.com -"])
    }

    @Test func anEstimateSaysWhatWillBeQueued() throws {
        let fixture = try connected()
        try fixture.load(TemporaryStore.people)
        try empty(fixture)
        let snapshot = try fixture.snapshot()
        _ = try snapshot.createList("Sunset")
        let plan = try #require(snapshot.catalog.field(tagged: "plan"))
        try snapshot.stage(.set(plan, .text("gold")), on: ContactQuery())
        try snapshot.stage(.unsubscribe(), on: fixture.key("ann@example.com", in: snapshot))
        try snapshot.stage(.fire(EventDraft(name: "Hello")), on: ContactQuery())
        let estimate = try #require(try snapshot.deliveryEstimate())
        #expect(estimate.imports == 1)
        #expect(estimate.importedContacts == 3)
        #expect(estimate.updates == 1)
        #expect(estimate.events == 4)
        #expect(estimate.shared == 1)
        #expect(estimate.calls == 8)
        #expect(estimate.callsPerMinute == 200)
        #expect(estimate.minutes == 1)
        _ = try snapshot.commit(RunDraft(kind: .run, name: "test", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
        #expect(try fixture.store.deliveryStatus().left == estimate)
        try fixture.store.removeRemote()
        #expect(try fixture.snapshot().deliveryEstimate() == nil)
    }

    @Test(arguments: [("mailtrap", 200), ("off", nil), ("150/10s,100/30s,10/60s", 200), ("1/1s,5/1s,1/1s", 300)] as [(String, Int?)])
    func limitsHaveAPace(_ limits: String, _ pace: Int?) {
        let remote = Remote(
            account: 1, accountName: "Acme", tokenSource: .environment("TOKEN"), limits: limits, addedAt: Timestamp(milliseconds: 0))
        #expect(remote.callsPerMinute == pace)
    }

    /// What a dead pusher leaves: events by their policies, single calls again, imports to be gone on with.
    @Test func whatADeadPusherLeaves() throws {
        let fixture = try connected()
        try fixture.load(TemporaryStore.people)
        for policy in Delivery.allCases {
            let snapshot = try fixture.snapshot()
            try snapshot.stage(.fire(EventDraft(name: policy.rawValue)), on: fixture.key("ann@example.com", in: snapshot))
            var draft = RunDraft(kind: .run, name: "test", startedAt: fixture.clock.now)
            draft.delivery = policy
            _ = try snapshot.commit(draft, finishedAt: fixture.clock.now)
        }
        let queue = try DeliveryQueue(fixture.store)
        var window = try queue.window()
        let imported = window.chains.compactMap(\.head)
        #expect(imported.count == 4)
        let call = try #require(try queue.claimImport(imported))
        try queue.note(job: 77, of: call)
        window.chains[0].advance()
        var events: [DeliveryTask] = []
        while let event = window.chains[0].head {
            events.append(event)
            window.chains[0].advance()
        }
        #expect(try queue.claim(events, at: fixture.clock.now) == events)
        // They are taken, and by nobody else.
        #expect(try queue.window().isEmpty)
        #expect(try queue.claim(events, at: fixture.clock.now).isEmpty)
        let next = try DeliveryQueue(fixture.store)
        let calls = try next.recover(at: fixture.clock.now)
        #expect(calls.map(\.job) == [77])
        #expect(try next.tasks(of: call).count == 4)
        let status = try fixture.store.deliveryStatus()
        #expect(status[.unknown] == 1)
        #expect(status[.sending] == 4)
        #expect(try fixture.store.deliveries().map(\.title) == ["event at_most_once"])
    }
}
