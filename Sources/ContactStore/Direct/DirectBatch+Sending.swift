import Contacts

/// What comes from the sending side.
extension DirectBatch {
    /// Days for which ids of what was told are kept.
    private static let daysKept: Int64 = 30

    func record(_ engagement: Engagement) throws -> EngagementOutcome {
        try connection.run(
            "INSERT OR IGNORE INTO told (id, at) VALUES (?, ?)", [.text(engagement.id), .integer(now)])
        guard connection.changedRows > 0 else { return .repeated }
        isDirty = true
        if let kind = engagement.suppressionKind {
            let entry = SuppressionEntry(
                id: ids.next(milliseconds: now, random: &random), email: engagement.email, kind: kind, stream: engagement.stream,
                domainName: engagement.domain, createdAt: engagement.at)
            _ = try suppress(entry)
        }
        guard var record = try find(.email(engagement.email)) else { return .unknownAddress }
        try note(engagement.kind.eventName, at: engagement.at.milliseconds, engagement.parameters, contact: record.key)
        if engagement.kind == .unsubscribed, record.isSubscribed {
            try apply(Change(isSubscribed: false, reason: engagement.kind.eventName), to: &record)
        }
        return .recorded
    }

    /// Writes an entry, or answers the one that says the same already.
    func suppress(_ entry: SuppressionEntry) throws -> SuppressionEntry {
        var existing: SuppressionEntry?
        try connection.cachedRows(
            """
            SELECT \(SuppressionEntry.columns) FROM suppression_entry
            WHERE email = ? AND type = ? AND stream = ? AND domain_id IS ? AND domain_name IS ?
            """, [1, 2, 3, 4, 5].map { entry.stored[$0] }
        ) { existing = SuppressionEntry($0) }
        if let existing { return existing }
        try connection.run(
            "INSERT INTO suppression_entry (\(SuppressionEntry.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", entry.stored)
        isDirty = true
        return entry
    }

    func deleteSuppression(_ id: UUIDv7) throws -> Result<SuppressionEntry, ServedError> {
        var existing: SuppressionEntry?
        let values: [SQLValue] = [.text(id.description)]
        try connection.cachedRows("SELECT \(SuppressionEntry.columns) FROM suppression_entry WHERE id = ?", values) {
            existing = SuppressionEntry($0)
        }
        guard let existing else { return .failure(.notFound) }
        try connection.run("DELETE FROM suppression_entry WHERE id = ?", values)
        isDirty = true
        return .success(existing)
    }

    func noteUse(of token: Int64, at instant: Timestamp) throws {
        try connection.run(
            "UPDATE token SET last_used_at = ?1 WHERE id = ?2 AND ifnull(last_used_at, 0) < ?1",
            [.integer(instant.milliseconds), .integer(token)])
        if connection.changedRows > 0 { isDirty = true }
    }

    /// Forgets the ids of what can hardly be told again.
    func forgetTold() throws {
        try connection.run("DELETE FROM told WHERE at < ?", [.integer(now - Self.daysKept * Timestamp.millisecondsADay)])
        if connection.changedRows > 0 { isDirty = true }
    }
}

extension Engagement {
    /// Why the address is blocked from now on; nil where it is not.
    var suppressionKind: SuppressionEntry.Kind? {
        switch kind {
        case .bounced: .hardBounce
        case .complained: .spamComplaint
        case .unsubscribed: .unsubscription
        case .delivered, .opened, .clicked, .softBounced: nil
        }
    }
}
