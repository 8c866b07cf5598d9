public import Contacts

extension DirectWriter {
    /// Blocks an address of the sending side. Where an entry of the same type, stream and domain is there, that one is answered.
    public func suppress(
        _ email: EmailAddress, kind: SuppressionEntry.Kind, stream: SuppressionEntry.Stream, domainID: Int64?, domainName: String? = nil,
        details: String? = nil
    ) async throws(ServedError) -> SuppressionEntry { fatalError("not yet") }

    /// Deletes an entry and answers what it was. The address is free once it has no other.
    public func deleteSuppression(_ id: UUIDv7) async throws(ServedError) -> SuppressionEntry { fatalError("not yet") }

    /// Notes that a token was used, some time soon and at most once a minute: nobody waits for it.
    public func noteUse(of token: AccessToken) { fatalError("not yet") }
}
