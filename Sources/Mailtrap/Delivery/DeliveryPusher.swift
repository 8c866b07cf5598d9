public import ContactStore
import Contacts

/// Brings what is queued to the account, in as few calls as its API allows, each contact's changes in their order.
///
/// Use it on one thread, while holding the workspace's ``DeliveryLock``.
public final class DeliveryPusher {
    let queue: DeliveryQueue
    let channel: any DeliveryChannel
    let options: DeliveryOptions
    public internal(set) var report = DeliveryReport()
    /// Why lists and fields could not be made, by what they are.
    var refusals: [DeliveryTarget: String] = [:]
    /// Fewer than is allowed where the server finds bodies too large.
    var importSize: Int

    public init(_ queue: DeliveryQueue, channel: any DeliveryChannel, options: DeliveryOptions = DeliveryOptions()) {
        self.queue = queue
        self.channel = channel
        self.options = options
        importSize = options.importSize
    }

    var isStopped: Bool { options.isStopped() }

    /// Delivers until nothing is queued, or it is told to end.
    ///
    /// - Throws: ``DeliveryError``, or `StoreError`. What was queued stays queued.
    public func push() throws -> DeliveryReport {
        report = DeliveryReport()
        try queue.removeOld(before: options.now().adding(milliseconds: -options.memory))
        var failures = 0
        var calls = try queue.recover(at: options.now())
        while !isStopped {
            let before = report
            do {
                while let (call, job) = calls.first, !isStopped {
                    try resume(call, job)
                    calls.removeFirst()
                }
                guard try queue.hasWork() else { break }
                try deliverOnce()
                failures = 0
            } catch let trouble as DeliveryTrouble {
                failures = report == before ? failures + 1 : 1
                if let limit = options.failures, failures >= limit { throw DeliveryError.unreachable(trouble.message) }
                pause(wait(after: failures))
                // An import that gave no answer is begun again as it was.
                calls = try queue.recover(at: options.now())
            }
            try queue.shredErased()
        }
        report.isStopped = try isStopped && queue.hasWork()
        return report
    }

    /// Lists and fields, then one call for each address that has something queued, and on until some time is over.
    private func deliverOnce() throws {
        try deliverShared()
        var window = try queue.window()
        try deliverImports(&window)
        try deliverSingles(&window)
    }

    // MARK: Waiting

    /// The wait after so many failures: between half of it and all of it, so that those who failed together do not come back together.
    private func wait(after failures: Int) -> Duration {
        min(options.longestWait, options.firstWait * (1 << min(failures - 1, 16))) * Double.random(in: 0.5...1)
    }

    /// Waits, or less where it is told to end.
    func pause(_ duration: Duration) {
        let end = ContinuousClock.now + duration
        while !isStopped {
            let left = end - .now
            guard left > .zero else { return }
            Sleep.sleep(min(left, .milliseconds(50)))
        }
    }

    /// Makes a call and waits for it.
    func call<Success: Sendable>(
        _ body: @escaping @Sendable (any DeliveryChannel) async throws(CallError) -> Success
    ) -> Result<Success, CallError> {
        let channel = channel
        return BlockingCall.wait(isStopped: options.isStopped, drain: options.drain) {
            do throws(CallError) {
                return .success(try await body(channel))
            } catch {
                return .failure(error)
            }
        }
    }

    func tell() { options.progress(report) }

    /// What a failed call means for what it was about. What stops everything is thrown.
    func outcome(of error: CallError) throws -> DeliveryOutcome {
        switch error {
        case .notSent: return .notSent(mayHaveActed: false, message: error.description)
        case .unknown, .unreadable: return .notSent(mayHaveActed: true, message: error.description)
        case .refused(let answer):
            switch answer.status {
            case 401, 403: throw DeliveryError.forbidden(error.description)
            case 408, 409, 425, 429: return .notSent(mayHaveActed: false, message: error.description)
            default: return .refused(answer.description)
            }
        }
    }
}
