import ContactStore
import Contacts
import Scheduling
import Testing

/// What commands ask of the queue.
struct QueueRequestTests {
    private func request(_ script: String = "scripts/x.lua", _ text: String = "x = 1") -> RunRequest {
        RunRequest(script: script, source: Array(text.utf8), hash: "hash of \(text)")
    }

    @Test func allOfAGroupIsQueuedOrNothing() throws {
        let fixture = try QueueFixture()
        let job = try fixture.job("sunset")
        var later = request("scripts/sunset.lua", "y = 2")
        later.dueAt = fixture.now.adding(milliseconds: 9)
        later.arguments = #"{"a":"1"}"#
        var first = request()
        first.priority = -1
        let runs = try fixture.queue.enqueue([first, later], now: { fixture.now })
        #expect(runs.map(\.id) == [1, 2])
        #expect(runs.map(\.job) == [nil, job.id])
        #expect(runs.map(\.name) == ["scripts/x.lua", "sunset"])
        #expect(runs.map(\.priority) == [-1, 3])
        #expect(runs.map(\.logicalNow) == [fixture.now, later.dueAt])
        #expect(try runs.map { try fixture.run($0.id) } == runs)
        #expect(try fixture.queue.source(hash: "hash of y = 2") == Array("y = 2".utf8))
        #expect(try fixture.queue.enqueue([], now: { fixture.now }).isEmpty)
        #expect(throws: CancellationError.self) {
            try fixture.queue.request { transaction in
                _ = try transaction.enqueue(fixture.draft(of: nil))
                throw CancellationError()
            }
        }
        #expect(try fixture.schedule { try $0.openRuns(after: 0) }.map(\.id) == [1, 2])
    }

    /// What a scheduler writes of the same job meanwhile stays.
    @Test func aPauseTouchesNothingElse() throws {
        let fixture = try QueueFixture()
        let job = try fixture.job("sunset")
        let version = try fixture.schedule { try $0.jobsVersion }
        let later = fixture.now.adding(milliseconds: 60_000)
        try fixture.schedule { try $0.record([], of: job.id, cursor: later) }
        let (paused, isChanged) = try fixture.queue.pause("sunset", reason: "why", at: fixture.now)
        #expect(isChanged)
        #expect(paused.cursor == later)
        #expect(paused.pausedAt == fixture.now)
        #expect(paused.pauseReason == "why")
        #expect(try fixture.schedule { try $0.jobsVersion } == version + 1)
        #expect(try fixture.queue.pause("sunset", reason: nil, at: later).isChanged == false)
        #expect(try fixture.queue.resume("sunset").job.pausedAt == nil)
        #expect(try fixture.queue.resume("sunset").isChanged == false)
        #expect(try fixture.schedule { try $0.jobsVersion } == version + 2)
    }

    /// A run that a command has ended is told to the scheduler, which has it in memory still, and that once.
    @Test func aCancelledRunIsToldToTheScheduler() throws {
        let fixture = try QueueFixture()
        let waiting = try fixture.queued()
        let running = try fixture.running()
        #expect(try fixture.queue.cancel(waiting, at: fixture.now) == .cancelled)
        #expect(try fixture.queue.cancel(running.id, at: fixture.now) == .requested)
        #expect(try fixture.queue.cancel(running.id, at: fixture.now) == .requestedBefore)
        #expect(try fixture.schedule { try $0.claim(waiting, at: fixture.now) } == nil)
        #expect(try fixture.run(waiting)?.state == .cancelled)
        #expect(try fixture.schedule { try $0.cancellations() } == [waiting, running.id])
        #expect(try fixture.schedule { try $0.cancellations() } == [running.id])
        #expect(try fixture.finish(running, as: .cancelled, .failed, error: "cancelled"))
        #expect(try fixture.schedule { try $0.cancellations() } == [running.id])
        #expect(try fixture.schedule { try $0.cancellations() } == [])
        #expect(throws: QueueError.isOver(run: waiting, .cancelled)) { try fixture.queue.cancel(waiting, at: fixture.now) }
        #expect(throws: CommitError.noSuchRun(99)) { try fixture.queue.cancel(99, at: fixture.now) }
    }

    @Test func aRunThatSucceededLaterPutsARetryOff() throws {
        let fixture = try QueueFixture()
        let job = try fixture.job("sunset")
        let other = try fixture.job("other")
        let failed = try fixture.running(job)
        #expect(try fixture.finish(failed, as: .failed, .failed))
        let later = fixture.now.adding(milliseconds: 60_000)
        let good = try fixture.running(other)
        #expect(try fixture.finish(good))
        let same = try fixture.queue.retry(failed.id, at: later)
        #expect(same.logicalNow == failed.logicalNow)
        #expect(same.dueAt == later)
        #expect(same.cause == .retry)
        let better = try fixture.running(job)
        #expect(try fixture.finish(better))
        #expect(try fixture.queue.retry(failed.id, at: later).logicalNow == later)
        #expect(throws: QueueError.hasSucceeded(run: better.id)) { try fixture.queue.retry(better.id, at: later) }
        #expect(throws: QueueError.isNotOver(run: same.id, .queued)) { try fixture.queue.retry(same.id, at: later) }
    }

    /// The queue's numbers and the journal's are one series.
    @Test func numbersAreNeverUsedTwice() throws {
        let fixture = try QueueFixture()
        let first = try fixture.queued()
        let second = try fixture.fixture.commit { _ = try $0.createList("A") }.id
        let third = try fixture.queued()
        #expect([first, second, third] == [1, 2, 3])
        #expect(try fixture.fixture.store.listedRuns().map(\.id) == [3, 1, 2])
    }
}
