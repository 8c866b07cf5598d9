public import Contacts

extension ContactStore {
    /// What all tokens begin with, so that one that has got into a file or a log can be found there.
    static let tokenPrefix = "lun_"

    /// Makes a token and answers its text, which is not kept: `lun_` and 43 characters of base64url.
    ///
    /// - Parameter expiresAt: nil is ``AccessToken/usualDays`` from now.
    /// - Throws: ``ServedError/invalid(_:)`` for a name that is taken, blank or longer than 80 characters.
    public func createToken(
        _ name: String, scope: AccessToken.Scope, now: Timestamp, expiresAt: Timestamp? = nil
    ) throws(ServedError) -> (token: AccessToken, text: String) {
        try serving {
            // By the rules for names of fields.
            let name = try Field(validating: 0, name: name, tag: "token", type: .text).name
            let text = Self.tokenPrefix + Secret.random()
            let end = expiresAt ?? now.adding(milliseconds: Int64(AccessToken.usualDays) * Timestamp.millisecondsADay)
            let connection = try connect(.run)
            return try connection.transaction {
                let taken = try connection.integer("SELECT 1 FROM token WHERE name = ? AND revoked_at IS NULL", [.text(name)])
                guard taken == nil else { throw Invalid("name", "has already been taken") }
                try connection.run(
                    "INSERT INTO token (name, hash, scope, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                    [
                        .text(name), .blob(Secret.hash(text)), .text(scope.rawValue), .integer(now.milliseconds),
                        .integer(end.milliseconds),
                    ])
                let id = try connection.integer("SELECT max(id) FROM token") ?? 0
                let token = AccessToken(
                    id: id, name: name, scope: scope, createdAt: now, expiresAt: end, revokedAt: nil, lastUsedAt: nil)
                return (token, text)
            }
        }
    }

    /// All tokens, those that are revoked or expired included, in the order of their creation.
    public func tokens() throws(ServedError) -> [AccessToken] {
        try serving {
            var tokens: [AccessToken] = []
            try connect(.run).rows("SELECT \(AccessToken.columns) FROM token ORDER BY id") { row in
                if let token = AccessToken(row) { tokens.append(token) }
            }
            return tokens
        }
    }

    /// Revokes the token of a name; ``ServedError/notFound`` where there is none that is not revoked.
    @discardableResult
    public func revokeToken(_ name: String, now: Timestamp) throws(ServedError) -> AccessToken {
        try serving {
            let connection = try connect(.run)
            return try connection.transaction {
                let id = try connection.integer("SELECT id FROM token WHERE name = ? AND revoked_at IS NULL", [.text(name)])
                guard let id else { throw ServedError.notFound }
                try connection.run("UPDATE token SET revoked_at = ? WHERE id = ?", [.integer(now.milliseconds), .integer(id)])
                var revoked: AccessToken?
                try connection.rows("SELECT \(AccessToken.columns) FROM token WHERE id = ?", [.integer(id)]) { revoked = AccessToken($0) }
                guard let revoked else { throw ServedError.notFound }
                return revoked
            }
        }
    }
}
