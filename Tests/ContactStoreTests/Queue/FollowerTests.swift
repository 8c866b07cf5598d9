import ContactStore
import Contacts
import Scheduling
import Testing

/// Jobs that come after others.
struct FollowerTests {
    private func open(_ fixture: QueueFixture) throws -> [QueuedRun] { try fixture.schedule { try $0.openRuns(after: 0) } }

    @Test func aGoodRunIsFollowedOnce() throws {
        let fixture = try QueueFixture()
        let first = try fixture.job("first")
        let second = try fixture.job("second", after: ["first"])
        for _ in 0..<2 {
            let run = try fixture.running(first)
            #expect(try fixture.finish(run))
        }
        // The one that waits will do for both.
        let waiting = try #require(try open(fixture).first)
        #expect(try open(fixture).count == 1)
        #expect(waiting.job == second.id)
        #expect(waiting.cause == .after)
        #expect(waiting.hash == "h-second")
        #expect(waiting.priority == 3)
        #expect(try fixture.fixture.store.job(named: "first").streak == 2)
    }

    @Test(arguments: [RunState.failed, .refused, .cancelled])
    func othersAreNot(state: RunState) throws {
        let fixture = try QueueFixture()
        let first = try fixture.job("first")
        try fixture.job("second", after: ["first"])
        let run = try fixture.running(first)
        #expect(try fixture.finish(run, as: state, .failed, error: "no"))
        #expect(try open(fixture).isEmpty)
        #expect(try fixture.fixture.store.job(named: "first").streak == (state == .cancelled ? 0 : -1))
    }

    @Test func pausedAndRemovedJobsDoNotFollow() throws {
        let fixture = try QueueFixture()
        let first = try fixture.job("first")
        try fixture.job("second", after: ["first"])
        var third = try fixture.job("third", after: ["first"])
        _ = try fixture.queue.pause("second", reason: nil, at: fixture.now)
        third.isRemoved = true
        try fixture.schedule { _ = try $0.save(third) }
        let run = try fixture.running(first)
        #expect(try fixture.finish(run))
        #expect(try open(fixture).isEmpty)
    }
}
