import ContactStore
import Contacts
import Formats
import Scheduling
import Testing

/// What comes by requests starts jobs.
struct DirectTriggerTests {
    private func writer(_ fixture: QueueFixture) -> DirectWriter {
        let now = fixture.now
        return DirectWriter(store: fixture.fixture.store, options: DirectOptions(now: { now }))
    }

    private func next(_ fixture: QueueFixture, _ trigger: JobTrigger, _ job: JobRecord) throws -> TriggerBatch? {
        try fixture.schedule { try $0.nextBatch(of: trigger, for: job.id, limit: 100) }
    }

    @Test func anEventStartsAJob() async throws {
        let fixture = try QueueFixture()
        try fixture.fixture.load(TemporaryStore.people)
        let trigger = JobTrigger.event("Purchase")
        let job = try fixture.job("buyers", on: [trigger])
        let writer = writer(fixture)
        for _ in 0..<3 { try await writer.fire(EventDraft(name: "Purchase"), at: .named("ann@example.com")) }
        let batch = try #require(try next(fixture, trigger, job))
        #expect(batch.through == batch.from + 3)
    }

    @Test func anImportStartsAJob() async throws {
        let fixture = try QueueFixture()
        let job = try fixture.job("cleaner", on: [.importFinished])
        let writer = writer(fixture)
        _ = try await writer.create(ContactCreation(email: "eve@example.com"))
        #expect(try next(fixture, .importFinished, job) == nil)
        let imports = ServedImports(writer: writer)
        let begun = try await imports.begin([ServedImportRow(email: "eve@example.com")])
        while try imports.find(begun.id)?.status != .finished { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try next(fixture, .importFinished, job) != nil)
    }

    @Test func whoComesIntoASegmentStartsAJob() async throws {
        let fixture = try QueueFixture()
        try fixture.fixture.load(TemporaryStore.people)
        try fixture.fixture.commit { snapshot in
            let plan = try #require(snapshot.catalog.field(tagged: "plan"))
            try snapshot.defineSegment("Golden", .test(.field(plan), .equal(.text("gold"))))
        }
        let trigger = JobTrigger.enter("Golden")
        let job = try fixture.job("welcome", on: [trigger])
        let watch = SegmentWatch(store: fixture.fixture.store)
        let clock = LogicalClock(now: fixture.now)
        #expect(try watch.look(at: ["Golden"], clock: clock) == 0)
        let writer = writer(fixture)
        _ = try await writer.update(.named("ann@example.com"), ContactUpdate(values: [("plan", "gold")]))
        _ = try await writer.create(ContactCreation(email: "eve@example.com", values: [("plan", "gold")]))
        #expect(try watch.look(at: ["Golden"], clock: clock) == 2)
        let batch = try #require(try next(fixture, trigger, job))
        #expect(batch.through == batch.from + 2)
    }
}
