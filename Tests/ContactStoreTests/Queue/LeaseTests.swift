import ContactStore
import Contacts
import Scheduling
import Testing

/// What is written of a run is written under its lease, or not at all.
struct LeaseTests {
    @Test func aRunIsGivenOnce() throws {
        let fixture = try QueueFixture()
        let number = try fixture.queued()
        let lease = try fixture.schedule { try $0.claim(number, at: fixture.now) }
        #expect(lease != nil)
        #expect(try fixture.schedule { try $0.claim(number, at: fixture.now) } == nil)
        #expect(try fixture.run(number)?.state == .running)
    }

    @Test func anOldLeaseEndsNothing() throws {
        let fixture = try QueueFixture()
        let old = try fixture.running()
        #expect(try fixture.requeue(old))
        #expect(try fixture.finish(old) == false)
        let lease = try #require(try fixture.schedule { try $0.claim(old.id, at: fixture.now) })
        #expect(lease > old.lease)
        #expect(try fixture.finish(old, as: .failed, .failed) == false)
        #expect(try fixture.requeue(old) == false)
        #expect(try fixture.run(old.id)?.state == .running)
        #expect(try fixture.run(old.id)?.losses == 1)
        #expect(try fixture.fixture.store.run(old.id) == nil)
        let new = try #require(try fixture.run(old.id))
        #expect(try fixture.finish(new))
        #expect(try fixture.fixture.store.run(old.id)?.status == .committed)
        #expect(try fixture.finish(new, as: .failed, .failed) == false)
    }

    /// The changes of a worker that has lost its run are not committed.
    @Test func anOldLeaseCommitsNothing() throws {
        let fixture = try QueueFixture()
        try fixture.fixture.load(TemporaryStore.people)
        let old = try fixture.running()
        #expect(try fixture.requeue(old))
        let before = try fixture.fixture.store.digest()
        #expect(throws: ClaimError.lost(run: old.id)) { try Self.commit(RunClaim(run: old.id, lease: old.lease), fixture) }
        #expect(try fixture.fixture.store.digest() == before)
        let lease = try #require(try fixture.schedule { try $0.claim(old.id, at: fixture.now) })
        let record = try Self.commit(RunClaim(run: old.id, lease: lease), fixture)
        #expect(record.id == old.id)
        #expect(try fixture.fixture.store.digest() != before)
        #expect(try fixture.run(old.id)?.state == .succeeded)
    }

    private static func commit(_ claim: RunClaim, _ fixture: QueueFixture) throws -> RunRecord {
        let snapshot = try fixture.fixture.snapshot()
        try snapshot.stage(.set(#require(snapshot.catalog.field(tagged: "plan")), .text("gold")), on: ContactQuery())
        var draft = RunDraft(kind: .run, name: "scripts/x.lua", startedAt: fixture.now)
        draft.claim = claim
        return try snapshot.commit(draft, finishedAt: fixture.now)
    }

    @Test func anotherSchedulersTransactionIsRefused() throws {
        let fixture = try QueueFixture()
        let other = try RunQueue(store: fixture.fixture.store)
        let epoch = try other.takeOver()
        #expect(epoch > fixture.epoch)
        #expect(throws: SupersededError.self) { try fixture.queued() }
        _ = try other.transact(epoch: epoch, isDurable: false) { try $0.enqueue(fixture.draft(of: nil)) }
    }
}
