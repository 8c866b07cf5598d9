public import Contacts

extension ContactStore {
    /// Makes a token and answers its text, which is not kept: `lun_` and 43 characters of base64url.
    ///
    /// - Throws: ``ServedError/invalid(_:)`` for a name that is taken, blank or longer than 80 characters.
    public func createToken(
        _ name: String, scope: AccessToken.Scope, now: Timestamp, expiresAt: Timestamp? = nil
    ) throws(ServedError) -> (token: AccessToken, text: String) { fatalError("not yet") }

    /// All tokens, those that are revoked or expired included, in the order of their creation.
    public func tokens() throws(ServedError) -> [AccessToken] { fatalError("not yet") }

    /// Revokes the token of a name; ``ServedError/notFound`` where there is none that is not revoked.
    @discardableResult
    public func revokeToken(_ name: String, now: Timestamp) throws(ServedError) -> AccessToken { fatalError("not yet") }
}
