import Automation
import Contacts
import Synchronization

/// Counts requests in windows that follow one another, as Mailtrap's throttle does: each token's, and the account's.
final class RateLimiter: Sendable {
    /// What the account's limits are counted for.
    enum Area {
        case contacts
        case suppressions
    }

    private struct Window {
        var number: Int64 = -1
        var count = 0

        mutating func take(_ rate: RequestRate, _ now: Timestamp) -> RateVerdict {
            let current = now.milliseconds / (rate.seconds * 1_000)
            if current != number { (number, count) = (current, 0) }
            count += 1
            return RateVerdict(
                isAllowed: count <= rate.count, limit: rate.count, remaining: max(0, rate.count - count),
                reset: (current + 1) * rate.seconds)
        }
    }

    private struct State {
        var tokens: [Int64: Window] = [:]
        var contacts = Window()
        var suppressions = Window()
    }

    private let limits: Automation.ServerConfiguration.Limits
    private let state = Mutex(State())

    init(_ limits: Automation.ServerConfiguration.Limits) {
        self.limits = limits
    }

    /// Counts a request. The token's limit comes first; what it refuses does not count for the account.
    ///
    /// - Returns: what the token's limit says; nil where there is none.
    func take(token: Int64, area: Area?, now: Timestamp) throws(APIFailure) -> RateVerdict? {
        let (own, shared) = state.withLock { state -> (RateVerdict?, RateVerdict?) in
            let own = limits.token.map { state.tokens[token, default: Window()].take($0, now) }
            if let own, !own.isAllowed { return (own, nil) }
            switch area {
            case .contacts: return (own, limits.account.map { state.contacts.take($0, now) })
            case .suppressions: return (own, limits.suppressions.map { state.suppressions.take($0, now) })
            case nil: return (own, nil)
            }
        }
        if let own, !own.isAllowed { throw .throttled(own) }
        if let shared, !shared.isAllowed { throw .rateLimited(shared) }
        return own
    }
}
