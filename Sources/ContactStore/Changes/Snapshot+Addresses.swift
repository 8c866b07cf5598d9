public import Contacts

extension Snapshot {
    /// Stages another address for a contact. Answers whether it differs.
    ///
    /// - Throws: ``StagingError/exists(what:name:)`` where another contact has it.
    @discardableResult
    public func changeAddress(of key: ContactKey, to email: EmailAddress) throws -> Bool {
        try store.translating {
            guard try exists(key) else { throw StagingError.noSuchContact }
            if let owner = try self.key(of: email), owner != key { throw StagingError.exists(what: "contact", name: email.value) }
            if changes.shape.hasCreations {
                let created = "FROM temp.new_contact WHERE id = ?"
                if try connection.integer("SELECT 1 \(created)", [.integer(key.rawValue)]) != nil {
                    throw StagingError.exists(what: "contact", name: email.value)
                }
            }
            return try changes.stage(.email, 0, key, after: .text(email.value)) { try storedAddress(key) }
        }
    }

    private func storedAddress(_ key: ContactKey) throws -> SQLValue {
        let statement = try connection.cached("SELECT email FROM contact WHERE id = ?")
        try statement.bind(1, key.rawValue)
        defer { statement.reset() }
        return try statement.step() ? statement.value(0) : .null
    }
}
