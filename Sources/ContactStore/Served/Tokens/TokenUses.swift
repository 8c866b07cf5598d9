import Contacts
import Synchronization

/// When the use of each token was last noted, so that it is noted once a minute.
final class TokenUses: Sendable {
    private let noted = Mutex<[Int64: Int64]>([:])

    private static let interval: Int64 = 60_000

    func isDue(_ token: AccessToken, at now: Timestamp) -> Bool {
        noted.withLock { noted in
            if let last = noted[token.id], now.milliseconds - last < Self.interval { return false }
            noted[token.id] = now.milliseconds
            return true
        }
    }
}
