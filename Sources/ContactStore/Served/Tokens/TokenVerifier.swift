public import Contacts
import Synchronization

/// Tells whose a token's text is, from any number of threads. What is created, revoked or expires is seen at once.
///
/// It keeps the tokens that are good, and asks the store each time whether they have changed.
public final class TokenVerifier: Sendable {
    private struct State: ~Copyable {
        var connection: SQLiteConnection?
        var version: Int64 = -1
        var known: [(hash: [UInt8], token: AccessToken)] = []
    }

    let store: ContactStore
    private let state = Mutex(State())

    public init(store: ContactStore) {
        self.store = store
    }

    /// The token with a text that is valid now; nil for any other text.
    public func token(_ text: String, now: Timestamp) throws(StoreError) -> AccessToken? {
        let hash = Secret.hash(text)
        return try store.readingServed {
            try state.withLock { state in
                let connection = try state.connection ?? store.connect(.run)
                let version = try connection.integer("SELECT value FROM meta WHERE key = 'tokens'") ?? 0
                if version != state.version {
                    state.known = try Self.good(connection)
                    state.version = version
                }
                state.connection = connection
                var found: AccessToken?
                // All of them: where it is found must not be told by the time that it takes.
                for (known, token) in state.known where Secret.equal(known, hash) && token.isValid(at: now) { found = token }
                return found
            }
        }
    }

    private static func good(_ connection: any SQLConnection) throws -> [([UInt8], AccessToken)] {
        var tokens: [([UInt8], AccessToken)] = []
        try connection.rows("SELECT \(AccessToken.columns), hash FROM token WHERE revoked_at IS NULL ORDER BY id") { row in
            if let token = AccessToken(row) { tokens.append(([UInt8](row.bytes(7)), token)) }
        }
        return tokens
    }
}
