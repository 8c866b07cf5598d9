public import Contacts

extension ContactStore {
    /// Notes that the sending side blocks an address.
    public func suppress(_ email: EmailAddress, reason: String, at instant: Timestamp) throws {
        let connection = try connect(.run)
        try translating {
            try connection.run(
                "INSERT OR REPLACE INTO suppression (email, reason, at) VALUES (?, ?, ?)",
                [.text(email.value), .text(reason), .integer(instant.milliseconds)])
        }
    }
}
