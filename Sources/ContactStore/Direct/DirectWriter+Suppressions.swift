public import Contacts

extension DirectWriter {
    /// Blocks an address of the sending side. Where an entry of the same type, stream and domain is there, that one is answered.
    public func suppress(
        _ email: EmailAddress, kind: SuppressionEntry.Kind, stream: SuppressionEntry.Stream, domainID: Int64?, domainName: String? = nil,
        details: String? = nil
    ) async throws(ServedError) -> SuppressionEntry {
        let now = options.now()
        var random = SystemRandomNumberGenerator()
        let entry = SuppressionEntry(
            id: UUIDv7(milliseconds: now.milliseconds, random: &random), email: email, kind: kind, stream: stream, domainID: domainID,
            domainName: domainName, createdAt: now, details: details)
        return try await answer { .suppress(entry, $0) }
    }

    /// Deletes an entry and answers what it was. The address is free once it has no other.
    public func deleteSuppression(_ id: UUIDv7) async throws(ServedError) -> SuppressionEntry {
        try await answer { .deleteSuppression(id, $0) }
    }

    /// Notes that a token was used, some time soon and at most once a minute: nobody waits for it.
    public func noteUse(of token: AccessToken) {
        let now = options.now()
        if uses.isDue(token, at: now) { _ = add(.use(token: token.id, at: now)) }
    }
}
