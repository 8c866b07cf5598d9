import Contacts

extension ServedImport {
    static let columns = "id, status, created, updated, created_at, updated_at, run"

    /// - Parameter running: the import that is being carried out now, which the store does not say.
    init?(_ row: any SQLStatement, running: Int64?) {
        guard let status = Status(rawValue: row.text(1)) else { return nil }
        self.init(
            id: row.integer(0), status: status == .created && row.integer(0) == running ? .started : status,
            createdContacts: Int(row.integer(2)), updatedContacts: Int(row.integer(3)),
            createdAt: Timestamp(milliseconds: row.integer(4)), updatedAt: Timestamp(milliseconds: row.integer(5)),
            run: row.isNull(6) ? nil : row.integer(6))
    }
}
