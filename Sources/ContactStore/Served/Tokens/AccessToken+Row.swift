import Contacts

extension AccessToken {
    static let columns = "id, name, scope, created_at, expires_at, revoked_at, last_used_at"

    init?(_ row: any SQLStatement) {
        guard let scope = Scope(rawValue: row.text(2)) else { return nil }
        func instant(_ column: Int) -> Timestamp? { row.isNull(column) ? nil : Timestamp(milliseconds: row.integer(column)) }
        self.init(
            id: row.integer(0), name: row.text(1), scope: scope, createdAt: Timestamp(milliseconds: row.integer(3)),
            expiresAt: Timestamp(milliseconds: row.integer(4)), revokedAt: instant(5), lastUsedAt: instant(6))
    }
}
