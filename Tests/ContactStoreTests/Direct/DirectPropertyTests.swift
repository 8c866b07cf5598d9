import ContactStore
import Contacts
import Testing

/// Many who send requests at the same time, while scripts commit: each is answered as if it was alone, what was answered is in the file,
/// and the journal tells all of it.
struct DirectPropertyTests {
    private static let callers = 8
    private static let steps = 60

    @Test func requestsComeOutAsTheModelSays() async throws {
        let fixture = try DirectFixture { $0.resubscribing = .allow }
        let lists = [try await fixture.list("A"), try await fixture.list("B"), try await fixture.list("C")]
        let before = try fixture.store.digest()
        let runsBefore = try fixture.store.runs().count
        let seeds = RandomSource(for: "direct")
        async let scripts: Void = commitScripts(fixture.store, fixture.clock.now)
        let people = try await withThrowingTaskGroup(of: [String: DirectCaller.Person].self) { group in
            for number in 0..<Self.callers {
                var random = seeds
                for _ in 0...number { _ = random.next() }
                var caller = DirectCaller(number: number, writer: fixture.writer, lists: lists, random: random)
                group.addTask { try await caller.go(Self.steps) }
            }
            var all: [String: DirectCaller.Person] = [:]
            for try await some in group { all.merge(some) { $1 } }
            return all
        }
        try await scripts
        try check(people, ContactStore.open(at: fixture.store.path))
        // The journal knows the way back, run by run.
        let runs = try fixture.store.runs(limit: 100_000)
        let undoable = runs.prefix(runs.count - runsBefore).filter { $0.kind == .api || $0.kind == .run }
        #expect(undoable.count > 1)
        for run in undoable {
            let (report, _) = try fixture.fixture.undo(run.id, resubscribes: true)
            #expect(report.conflictCount == 0, "run \(run.id)")
        }
        #expect(try fixture.store.digest() == before)
    }

    private func check(_ people: [String: DirectCaller.Person], _ store: ContactStore) throws {
        let reader = ContactReader(store: store)
        #expect(try reader.contactCount() == 4 + people.count)
        let snapshot = try store.snapshot(clock: LogicalClock(now: Timestamp(milliseconds: 0)))
        for (email, person) in people {
            let contact = try #require(try reader.contact(.named(email)))
            try DirectCaller.check(contact, person)
            #expect(try reader.contact(.id(contact.id)) == contact)
            let key = try #require(try snapshot.key(of: EmailAddress(normalised: email)))
            #expect(try snapshot.events(of: key, named: "Clicked").count == person.events)
        }
    }

    /// Scripts get their turn beside all the requests.
    private func commitScripts(_ store: ContactStore, _ now: Timestamp) async throws {
        for number in 0..<10 {
            try await Task.sleep(for: .milliseconds(5))
            let snapshot = try store.snapshot(clock: LogicalClock(now: now))
            let plan = try #require(snapshot.catalog.field(tagged: "plan"))
            let ann = try #require(try snapshot.key(of: EmailAddress(normalised: "ann@example.com")))
            try snapshot.stage(.set(plan, .text("script \(number)")), on: ann)
            _ = try snapshot.commit(RunDraft(kind: .run, name: "script", startedAt: now), finishedAt: now)
        }
    }
}
