import ContactStore
import Contacts
import Scheduling
import Testing

/// How far jobs have handled events.
struct TriggerPositionTests {
    private static let trigger = JobTrigger.event("Purchase")

    private func fire(_ fixture: QueueFixture, _ key: String? = nil) throws -> RunRecord {
        try fixture.fixture.commit { snapshot in
            try snapshot.stage(
                .fire(EventDraft(name: "Purchase", key: key)), on: fixture.fixture.key("ann@example.com", in: snapshot))
        }
    }

    private func next(_ fixture: QueueFixture, _ job: JobRecord, limit: Int = 100) throws -> TriggerBatch? {
        try fixture.schedule { try $0.nextBatch(of: Self.trigger, for: job.id, limit: limit) }
    }

    private func waiting(_ fixture: QueueFixture) throws -> [Int] { try fixture.fixture.store.jobs().flatMap(\.waiting).map(\.count) }

    @Test func aJobBeginsAtTheEndAndGoesOnWithItsGoodRuns() throws {
        let fixture = try QueueFixture()
        try fixture.fixture.load(TemporaryStore.people)
        _ = try fire(fixture)
        let job = try fixture.job("buyers", on: [Self.trigger])
        #expect(try next(fixture, job) == nil)
        for _ in 0..<3 { _ = try fire(fixture) }
        #expect(try waiting(fixture) == [3])
        let batch = try #require(try next(fixture, job, limit: 2))
        #expect(batch.through == batch.from + 2)
        let failing = try fixture.running(job, batch: batch)
        #expect(try fixture.finish(failing, as: .failed, .failed))
        #expect(try next(fixture, job, limit: 2) == batch)
        let good = try fixture.running(job, batch: batch)
        #expect(try fixture.finish(good))
        let rest = try #require(try next(fixture, job))
        #expect(rest.from == batch.through)
        #expect(rest.through == batch.through + 1)
        #expect(try waiting(fixture) == [1])
    }

    /// A run that has seen events which are taken back meanwhile counts for nothing, and moves no position.
    @Test func eventsThatAreTakenBackVoidABatch() throws {
        let fixture = try QueueFixture()
        try fixture.fixture.load(TemporaryStore.people)
        let job = try fixture.job("buyers", on: [Self.trigger])
        let fired = try fire(fixture)
        let batch = try #require(try next(fixture, job))
        let run = try fixture.running(job, batch: batch)
        _ = try fixture.fixture.undo(fired.id)
        #expect(throws: ClaimError.batchChanged(run: run.id)) {
            let snapshot = try fixture.fixture.snapshot()
            _ = try snapshot.createList("Seen")
            var draft = RunDraft(kind: .run, name: "scripts/buyers.lua", startedAt: fixture.now)
            draft.claim = RunClaim(run: run.id, lease: run.lease, batch: batch)
            _ = try snapshot.commit(draft, finishedAt: fixture.now)
        }
        #expect(try fixture.finish(run))
        #expect(try fixture.run(run.id)?.state == .cancelled)
        #expect(try fixture.fixture.store.run(run.id) == nil)
        #expect(try next(fixture, job) == nil)
        // Its number may be given to another event, which nobody has seen.
        _ = try fire(fixture)
        let again = try #require(try next(fixture, job))
        #expect(again.generation > batch.generation)
    }

    /// What was handled and is taken back takes the position along.
    @Test func aPositionIsNeverPastTheEnd() throws {
        let fixture = try QueueFixture()
        try fixture.fixture.load(TemporaryStore.people)
        let job = try fixture.job("buyers", on: [Self.trigger])
        let fired = try fire(fixture)
        let batch = try #require(try next(fixture, job))
        let run = try fixture.running(job, batch: batch)
        #expect(try fixture.finish(run))
        _ = try fixture.fixture.undo(fired.id)
        _ = try fire(fixture)
        #expect(try next(fixture, job) != nil)
    }

    @Test func aTriggerThatIsGoneIsForgotten() throws {
        let fixture = try QueueFixture()
        try fixture.fixture.load(TemporaryStore.people)
        let job = try fixture.job("buyers", on: [Self.trigger, .importFinished, .startup])
        _ = try fire(fixture)
        #expect(try next(fixture, job) != nil)
        try fixture.schedule { try $0.link(job.id, triggers: [.importFinished], after: []) }
        #expect(try next(fixture, job) == nil)
        try fixture.schedule { try $0.link(job.id, triggers: [Self.trigger], after: []) }
        #expect(try next(fixture, job) == nil)
    }
}
