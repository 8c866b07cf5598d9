import Foundation
import Mailtrap
import Testing

/// Never more calls than a limit allows in any stretch of its length, whoever makes them.
struct RateLimiterTests {
    private static func file() -> String { NSTemporaryDirectory() + "limits-\(UUID().uuidString)" }

    private static let limits = RateLimits(
        token: RateLimit(count: 15, seconds: 1), contacts: RateLimit(count: 20, seconds: 6), suppressions: RateLimit(count: 3, seconds: 6))

    @Test func settingsAreReadAndWritten() throws {
        #expect(RateLimits.mailtrap.description == "150/10s,200/60s,10/60s")
        #expect(RateLimits("150/10s,200/1m,10/60s") == .mailtrap)
        #expect(try #require(RateLimits.setting("off")) == nil)
        #expect(try #require(RateLimits.setting("mailtrap")) == .mailtrap)
        for text in ["", "150/10s", "0/10s,1/1s,1/1s", "150/10,200/60s,10/60s", "a/10s,200/60s,10/60s", "1/0s,1/1s,1/1s"] {
            #expect(RateLimits.setting(text) == nil, "\(text)")
        }
    }

    /// Several limiters, each with its own hold on the file as a process has, and calls of all kinds at random.
    @Test func neverMoreInAnyWindow() async throws {
        let seed = UInt64(ProcessInfo.processInfo.environment["LUNATION_SEED"] ?? "") ?? .random(in: .min ... .max)
        let comment = Comment(rawValue: "LUNATION_SEED=\(seed)")
        let path = Self.file()
        defer { unlink(path) }
        let clock = SteppedClock(seed: seed)
        let kinds: [RateWindow] = [.contacts, .contacts, .contacts, .suppressions, .other]
        let calls = CallLog()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                let view = ClockView(clock)
                let limiter = SharedRateLimiter(path: path, limits: Self.limits, clock: view)
                group.addTask {
                    for call in 0..<40 {
                        let kind = kinds[Int((seed &+ UInt64(number * 40 + call) &* 7) % UInt64(kinds.count))]
                        try await limiter.acquire(kind)
                        calls.add(kind, view.last)
                    }
                }
            }
            try await group.waitForAll()
        }
        let made = calls.all
        #expect(made.count == 240, comment)
        let counted: [(RateLimit, Set<RateWindow>)] = [
            (Self.limits.token, Set(RateWindow.allCases)), (Self.limits.contacts, [.contacts]), (Self.limits.suppressions, [.suppressions]),
        ]
        for (limit, kinds) in counted {
            let times = made.filter { kinds.contains($0.kind) }.map(\.time).sorted()
            for index in times.indices where index + limit.count < times.count {
                let span = times[index + limit.count] - times[index]
                #expect(span >= Int64(limit.seconds) * 1_000_000_000, "\(limit): \(span) ns, LUNATION_SEED=\(seed)")
            }
        }
    }

    @Test func aPauseHoldsEverybody() async throws {
        let path = Self.file()
        defer { unlink(path) }
        let clock = SteppedClock(seed: 1)
        let first = SharedRateLimiter(path: path, limits: .mailtrap, clock: clock)
        let second = SharedRateLimiter(path: path, limits: .mailtrap, clock: clock)
        await first.pause(.contacts, for: .seconds(30))
        let start = clock.now
        try await second.acquire(.other)
        #expect(clock.now - start < 1_000_000_000)
        try await second.acquire(.contacts)
        #expect(clock.now - start >= 30_000_000_000)
    }

    @Test func aBrokenFileCountsAsFull() async throws {
        let path = Self.file()
        defer { unlink(path) }
        try Data("broken".utf8).write(to: URL(fileURLWithPath: path))
        let clock = SteppedClock(seed: 1)
        let limiter = SharedRateLimiter(path: path, limits: .mailtrap, clock: clock)
        let start = clock.now
        try await limiter.acquire(.contacts)
        #expect(clock.now - start >= 60_000_000_000)
    }

    /// Before a start of the machine other times were counted: they are at least as old as the start.
    @Test func aRestartIsNoHole() async throws {
        let path = Self.file()
        defer { unlink(path) }
        let before = SteppedClock(seed: 1, start: 500_000_000_000, boot: "one")
        let first = SharedRateLimiter(path: path, limits: .mailtrap, clock: before)
        for _ in 0..<200 { try await first.acquire(.contacts) }
        let after = SteppedClock(seed: 1, start: 5_000_000_000, boot: "two")
        try await SharedRateLimiter(path: path, limits: .mailtrap, clock: after).acquire(.contacts)
        #expect(after.now >= 60_000_000_000)
    }

    @Test func aFileThatCannotBeWrittenIsTold() async throws {
        let limiter = SharedRateLimiter(path: "/nonexistent/limits", limits: .mailtrap, clock: BootClock())
        let error = await #expect(throws: LimiterError.self) { try await limiter.acquire(.other) }
        #expect(error?.description == "cannot keep the rate limits in /nonexistent/limits: No such file or directory")
    }
}
