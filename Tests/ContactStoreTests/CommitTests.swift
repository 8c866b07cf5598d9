import ContactStore
import Contacts
import Testing

struct CommitTests {
    /// The store does not change until the commit, and a snapshot does not see what others commit.
    @Test func aSnapshotStandsStill() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let reader = try fixture.snapshot()
        let pro = ContactQuery(.test(.field(try #require(reader.catalog.field(tagged: "plan"))), .equal(.text("pro"))))
        #expect(try reader.count(pro) == 2)
        try fixture.commit { try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text("pro")), on: ContactQuery()) }
        #expect(try reader.count(pro) == 2)
        #expect(try fixture.snapshot().count(pro) == 4)
    }

    @Test func aContactChangedMeanwhileIsAConflict() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let slow = try fixture.snapshot()
        let plan = try #require(slow.catalog.field(tagged: "plan"))
        try slow.stage(.set(plan, .text("gold")), on: fixture.key("ann@example.com", in: slow))
        try fixture.commit { try $0.stage(.set(plan, .text("pro")), on: fixture.key("ann@example.com", in: $0)) }
        #expect {
            try slow.commit(RunDraft(kind: .run, name: "slow", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
        } throws: { error in
            guard case CommitError.conflicts(let conflicts, let total)? = error as? CommitError else { return false }
            return total == 1
                && conflicts.map { $0.words(showingData: true) } == ["ann@example.com: fields.plan changed from 'free' to 'pro'"]
        }
    }

    /// Commits to different contacts do not get in each other's way.
    @Test func othersContactsAreNoConflict() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let slow = try fixture.snapshot()
        let plan = try #require(slow.catalog.field(tagged: "plan"))
        try slow.stage(.set(plan, .text("gold")), on: fixture.key("ann@example.com", in: slow))
        try fixture.commit { try $0.stage(.set(plan, .text("pro")), on: fixture.key("cyd@example.com", in: $0)) }
        _ = try slow.commit(RunDraft(kind: .run, name: "slow", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
        let after = try fixture.snapshot()
        #expect(try after.value(.field(plan), of: fixture.key("ann@example.com", in: after)) == .text("gold"))
        #expect(try after.value(.field(plan), of: fixture.key("cyd@example.com", in: after)) == .text("pro"))
    }

    @Test func listsAndAddressesTakenMeanwhileAreConflicts() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let slow = try fixture.snapshot()
        _ = try slow.createList("VIP")
        try fixture.commit { _ = try $0.createList("VIP") }
        #expect(throws: CommitError.self) {
            try slow.commit(RunDraft(kind: .run, name: "slow", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
        }
    }

    /// A change that comes back to where it started is no change.
    @Test func whatComesBackIsNoChange() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let snapshot = try fixture.snapshot()
        let plan = try #require(snapshot.catalog.field(tagged: "plan"))
        let ann = try fixture.key("ann@example.com", in: snapshot)
        try snapshot.stage(.set(plan, .text("gold")), on: ann)
        try snapshot.stage(.set(plan, .text("free")), on: ann)
        #expect(try snapshot.summary().isEmpty)
        try snapshot.stage(.set(plan, .text("gold")), on: ContactQuery())
        #expect(try snapshot.summary().changed == 4)
        try snapshot.stage(.set(plan, .text("free")), on: ann)
        #expect(try snapshot.summary().changed == 3)
    }

    /// Set-based staging and a loop stage the same.
    @Test func setsAndLoopsStageTheSame() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        func staged(_ body: (Snapshot, Intent) throws -> Void) throws -> [ContactDiff] {
            let snapshot = try fixture.snapshot()
            let plan = try #require(snapshot.catalog.field(tagged: "plan"))
            try body(snapshot, .set(plan, .text("pro")))
            try body(snapshot, .join(snapshot.ensureList("A")))
            try body(snapshot, .unsubscribe())
            try body(snapshot, .fire(EventDraft(name: "Hi", key: "1")))
            return try snapshot.sample(100)
        }
        let sets = try staged { snapshot, intent in _ = try snapshot.stage(intent, on: ContactQuery()) }
        let loops = try staged { snapshot, intent in
            let cursor = try snapshot.cursor(ContactQuery())
            while let key = try cursor.next() { try snapshot.stage(intent, on: key) }
        }
        #expect(sets == loops)
        #expect(sets.count == 4)
    }

    /// A query sees what was staged before it began.
    @Test func queriesSeeWhatIsStaged() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let snapshot = try fixture.snapshot()
        let plan = try #require(snapshot.catalog.field(tagged: "plan"))
        let gold = ContactQuery(.test(.field(plan), .equal(.text("gold"))))
        try snapshot.stage(.set(plan, .text("gold")), on: fixture.key("cyd@example.com", in: snapshot))
        #expect(try snapshot.count(gold) == 1)
        let list = try snapshot.createList("L")
        try snapshot.stage(.join(list), on: gold)
        #expect(try snapshot.count(ContactQuery(.list(list.id))) == 1)
        #expect(try snapshot.count(ContactQuery(.not(.list(list.id)))) == 3)
        try snapshot.stage(.delete, on: gold)
        #expect(try snapshot.count(gold) == 0)
        #expect(try snapshot.count(ContactQuery()) == 3)
    }

    /// What is staged while a walk lasts does not change which contacts it visits.
    @Test func walksAreFixedAtTheirStart() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let snapshot = try fixture.snapshot()
        let plan = try #require(snapshot.catalog.field(tagged: "plan"))
        try snapshot.stage(.set(plan, .text("pro")), on: fixture.key("ann@example.com", in: snapshot))
        let cursor = try snapshot.cursor(ContactQuery(.test(.field(plan), .equal(.text("pro")))))
        var visited = 0
        while let key = try cursor.next() {
            visited += 1
            try snapshot.stage(.set(plan, .text("free")), on: key)
        }
        #expect(visited == 3)
    }

    /// A key fires once for ever: within a run, after it, and at the same moment elsewhere.
    @Test func keyedEventsFireOnce() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let event = try EventDraft(name: "Hi", key: "k")
        let (first, second) = (try fixture.snapshot(), try fixture.snapshot())
        for snapshot in [first, second] {
            #expect(try snapshot.stage(.fire(event), on: ContactQuery()) == 4)
            #expect(try snapshot.stage(.fire(event), on: ContactQuery()) == 0)
        }
        for snapshot in [first, second] {
            _ = try snapshot.commit(RunDraft(kind: .run, name: "t", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
        }
        let once = EventClause(name: "Hi", question: .count(.equal(.integer(1))))
        #expect(try fixture.snapshot().count(ContactQuery(.events(once))) == 4)
        #expect(try fixture.snapshot().stage(.fire(event), on: ContactQuery()) == 0)
    }

    @Test func theJournalHoldsBeforeAndAfter() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let run = try fixture.commit { snapshot in
            let ann = try fixture.key("ann@example.com", in: snapshot)
            try snapshot.stage(.set(#require(snapshot.catalog.field(tagged: "plan")), .text("pro")), on: ann)
            try snapshot.stage(.set(#require(snapshot.catalog.field(tagged: "vip")), nil), on: ann)
        }
        let diff = try #require(try fixture.store.journal(of: run.id, limit: 10).first)
        #expect(diff.email == "ann@example.com")
        #expect(diff.changes.map(\.property) == ["fields.plan", "fields.vip"])
        #expect(diff.changes.map(\.before) == [.text("free"), .boolean(true)])
        #expect(diff.changes.map(\.after) == [.text("pro"), nil])
    }
}
