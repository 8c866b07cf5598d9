public import Contacts

extension Snapshot {
    /// Stages a new contact; its fields and lists are staged on the key that this answers.
    ///
    /// - Parameter id: its public id; made from the clock where it is nil.
    public func createContact(
        _ email: EmailAddress, status: SubscriptionStatus = .subscribed, id: UUIDv7, createdAt: Timestamp? = nil
    ) throws -> ContactKey {
        try store.translating {
            guard try key(of: email) == nil else { throw StagingError.exists(what: "contact", name: email.value) }
            try changes.prepare()
            let stored = try connection.integer("SELECT value FROM meta WHERE key = 'next_contact'") ?? 1
            let staged = try connection.integer("SELECT max(id) + 1 FROM temp.new_contact") ?? 0
            let key = ContactKey(max(stored, staged))
            try changes.restore(
                key, ContactIdentity(id: id, email: email.value, status: status, createdAt: createdAt ?? clock.now, updatedAt: clock.now))
            return key
        }
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
