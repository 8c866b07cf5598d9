public import Contacts

extension Snapshot {
    /// Stages a new contact; its fields and lists are staged on the key that this answers.
    ///
    /// A contact that takes the place of one that the run deletes takes its withdrawn consent over.
    ///
    /// - Parameters:
    ///   - id: its public id.
    ///   - resubscribes: whether withdrawn consent may be raised by it.
    public func createContact(
        _ email: EmailAddress, status: SubscriptionStatus = .subscribed, id: UUIDv7, createdAt: Timestamp? = nil, resubscribes: Bool = false
    ) throws -> ContactKey {
        try store.translating {
            guard try key(of: email) == nil else { throw StagingError.exists(what: "contact", name: email.value) }
            try changes.prepare()
            let isWithdrawn =
                try connection.integer("SELECT 1 FROM contact WHERE email = ? AND status = 0", [.text(email.value)]) != nil
                || withdrawnBeforeDeletion(email)
            let status = isWithdrawn && !resubscribes ? SubscriptionStatus.unsubscribed : status
            let stored = try connection.integer("SELECT value FROM meta WHERE key = 'next_contact'") ?? 1
            let staged = try connection.integer("SELECT max(id) + 1 FROM temp.new_contact") ?? 0
            let key = ContactKey(max(stored, staged))
            try changes.restore(
                key, ContactIdentity(id: id, email: email.value, status: status, createdAt: createdAt ?? clock.now, updatedAt: clock.now))
            return key
        }
    }
}

extension Snapshot {
    /// Whether the run has withdrawn the consent of the contact with an address before it deleted it.
    private func withdrawnBeforeDeletion(_ email: EmailAddress) throws -> Bool {
        guard let key = try connection.integer("SELECT id FROM contact WHERE email = ?", [.text(email.value)]) else { return false }
        return try changes.staged(.status, 0, ContactKey(key)) == .integer(0)
    }
}

extension ChangeSet {
    /// Stages that a contact comes to be under a key.
    func restore(_ key: ContactKey, _ identity: ContactIdentity) throws {
        try prepare()
        noteCreation()
        let stamp = identity.updatedAt.milliseconds
        try connection.run(
            "INSERT INTO temp.new_contact (id, uuid, email, status, created_at, updated_at, revision) VALUES (?, ?, ?, ?, ?, ?, 0)",
            [
                .integer(key.rawValue), .blob(identity.id.withBytes { [UInt8]($0) }), .text(identity.email),
                .integer(identity.status == .subscribed ? 1 : 0), .integer(identity.createdAt.milliseconds), .integer(stamp),
            ])
        try stage(.createContact, 0, key, after: .text(identity.text)) { .null }
    }
}
