import Contacts

/// The rows that tie the store to a live account.
struct RemoteTables {
    let connection: any SQLConnection

    func remote() throws -> Remote? {
        var found: Remote?
        let sql = """
            SELECT kind, base_url, account, account_name, names_account, token_kind, token_source, limits, added_at, pulled_at FROM remote
            """
        try connection.rows(sql) { row in
            guard let source = TokenSource(kind: row.text(5), text: row.text(6)) else { return }
            found = Remote(
                kind: row.text(0), baseURL: row.text(1), account: row.integer(2), accountName: row.text(3),
                namesAccount: row.integer(4) != 0, tokenSource: source, limits: row.text(7),
                addedAt: Timestamp(milliseconds: row.integer(8)),
                pulledAt: row.isNull(9) ? nil : Timestamp(milliseconds: row.integer(9)))
        }
        return found
    }

    func set(_ remote: Remote) throws {
        try connection.run(
            """
            INSERT OR REPLACE INTO remote
            (id, kind, base_url, account, account_name, names_account, token_kind, token_source, limits, added_at, pulled_at)
            VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(remote.kind), .text(remote.baseURL), .integer(remote.account), .text(remote.accountName),
                .integer(remote.namesAccount ? 1 : 0), .text(remote.tokenSource.kind), .text(remote.tokenSource.text),
                .text(remote.limits), .integer(remote.addedAt.milliseconds),
                remote.pulledAt.map { .integer($0.milliseconds) } ?? .null,
            ])
    }

    func clear() throws {
        let tables = ["remote", "remote_list", "remote_field", "remote_contact", "remote_suppression", "delivery", "delivery_call"]
        try connection.execute(tables.map { "DELETE FROM \($0)" }.joined(separator: "; "))
    }

    func lists() throws -> [RemoteList] {
        var lists: [RemoteList] = []
        try connection.rows("SELECT list, remote, name FROM remote_list ORDER BY list") { row in
            lists.append(RemoteList(list: row.integer(0), remote: row.integer(1), name: row.text(2)))
        }
        return lists
    }

    func fields() throws -> [RemoteField] {
        var fields: [RemoteField] = []
        try connection.rows("SELECT field, remote, name, tag, type FROM remote_field ORDER BY field") { row in
            fields.append(
                RemoteField(field: row.integer(0), remote: row.integer(1), name: row.text(2), tag: row.text(3), type: row.text(4)))
        }
        return fields
    }

    /// Ties a list to one of the account's; what either was tied to before is forgotten.
    func tie(_ list: RemoteList) throws {
        try connection.run("DELETE FROM remote_list WHERE list = ? OR remote = ?", [.integer(list.list), .integer(list.remote)])
        try connection.run(
            "INSERT INTO remote_list (list, remote, name) VALUES (?, ?, ?)",
            [.integer(list.list), .integer(list.remote), .text(list.name)])
    }

    func tie(_ field: RemoteField) throws {
        try connection.run("DELETE FROM remote_field WHERE field = ? OR remote = ?", [.integer(field.field), .integer(field.remote)])
        try connection.run(
            "INSERT INTO remote_field (field, remote, name, tag, type) VALUES (?, ?, ?, ?, ?)",
            [.integer(field.field), .integer(field.remote), .text(field.name), .text(field.tag), .text(field.type)])
    }

    func untie(list: Int64) throws { try connection.run("DELETE FROM remote_list WHERE list = ?", [.integer(list)]) }
    func untie(field: Int64) throws { try connection.run("DELETE FROM remote_field WHERE field = ?", [.integer(field)]) }
}
