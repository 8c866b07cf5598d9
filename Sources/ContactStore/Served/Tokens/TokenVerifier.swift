public import Contacts

/// Tells whose a token's text is, from any number of threads. What is created, revoked or expires is seen at once.
public final class TokenVerifier: Sendable {
    let store: ContactStore

    public init(store: ContactStore) {
        self.store = store
    }

    /// The token with a text that is valid now; nil for any other text.
    public func token(_ text: String, now: Timestamp) throws(StoreError) -> AccessToken? { fatalError("not yet") }
}
