import ContactStore
import Contacts
import Scheduling
import Testing

/// The ledger: an instant is decided once.
struct OccurrenceTests {
    private func ledger(_ fixture: QueueFixture, _ job: JobRecord) throws -> [LedgerEntry] {
        try fixture.fixture.store.ledger(of: job.id, from: Timestamp(milliseconds: 0), before: Timestamp(milliseconds: .max))
    }

    @Test func anInstantIsDecidedOnce() throws {
        let fixture = try QueueFixture()
        let job = try fixture.job("sunset")
        let at = fixture.now
        try fixture.schedule { try $0.record([Occurrence(at: at, outcome: .skipped(reason: "no"), decidedAt: at)], of: job.id, cursor: at) }
        #expect(throws: StoreError.self) {
            try fixture.schedule { transaction in
                let run = try transaction.enqueue(fixture.draft(of: job))
                try transaction.record(
                    [Occurrence(at: at, outcome: .run(run), decidedAt: at)], of: job.id, cursor: at.adding(milliseconds: 1))
            }
        }
        // The run went with it.
        #expect(try fixture.schedule { try $0.openRuns(after: 0) }.isEmpty)
        #expect(try ledger(fixture, job).map(\.occurrence.outcome) == [.skipped(reason: "no")])
        #expect(try fixture.fixture.store.job(named: "sunset").cursor == at)
    }

    @Test func whatTheLedgerTells() throws {
        let fixture = try QueueFixture()
        let job = try fixture.job("sunset")
        let other = try fixture.job("other")
        let times = (0..<4).map { fixture.now.adding(milliseconds: Int64($0) * 1_000) }
        let run = try fixture.queued(job)
        try fixture.schedule { transaction in
            try transaction.record(
                [
                    Occurrence(at: times[0], outcome: .skipped(reason: "no"), decidedAt: times[3]),
                    Occurrence(at: times[1], outcome: .coalesced(into: run), decidedAt: times[3]),
                    Occurrence(at: times[2], outcome: .run(run), decidedAt: times[3]),
                ], of: job.id, cursor: times[2])
            try transaction.record(
                [Occurrence(at: times[1], outcome: .run(99), decidedAt: times[3])], of: other.id, cursor: times[1])
        }
        let entries = try ledger(fixture, job)
        #expect(entries.map(\.occurrence.at) == Array(times[0...2]))
        #expect(entries.map { $0.run?.id } == [nil, run, run])
        #expect(entries.map(\.standsAt) == [nil, times[2], nil])
        #expect(try ledger(fixture, other).map(\.run) == [nil])
        let queued = try #require(try fixture.run(run))
        #expect(try fixture.fixture.store.occurrences(of: queued).map(\.at) == [times[1], times[2]])
        let around = try fixture.fixture.store.ledgerNeighbours(of: job.id, at: times[1])
        #expect(around.before == times[0])
        #expect(around.after == times[2])
        let outside = try fixture.fixture.store.ledgerNeighbours(of: job.id, at: times[2])
        #expect(outside.before == times[1])
        #expect(outside.after == nil)
    }
}
