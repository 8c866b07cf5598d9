import Contacts

extension SuppressionEntry {
    static let columns = "id, email, type, stream, domain_id, domain_name, created_at, details"

    init?(_ row: any SQLStatement) {
        guard let id = UUIDv7(row.text(0)), let kind = Kind(rawValue: row.text(2)), let stream = Stream(rawValue: row.text(3)) else {
            return nil
        }
        self.init(
            id: id, email: EmailAddress(normalised: row.text(1)), kind: kind, stream: stream,
            domainID: row.isNull(4) ? nil : row.integer(4), domainName: row.isNull(5) ? nil : row.text(5),
            createdAt: Timestamp(milliseconds: row.integer(6)), details: row.isNull(7) ? nil : row.text(7))
    }

    /// In the order of the columns.
    var stored: [SQLValue] {
        [
            .text(id.description), .text(email.value), .text(kind.rawValue), .text(stream.rawValue),
            domainID.map { .integer($0) } ?? .null, domainName.map { .text($0) } ?? .null, .integer(createdAt.milliseconds),
            details.map { .text($0) } ?? .null,
        ]
    }
}
