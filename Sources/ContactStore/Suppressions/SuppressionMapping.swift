import Contacts
import Formats

/// Which columns of a file of blocked addresses are what.
struct SuppressionMapping {
    private let email: Int
    private let reason: Int?
    private let at: Int?
    private let count: Int

    init(header: [String], file: String) throws {
        let names = header.map { $0.lowercased() }
        func column(_ known: [String]) throws -> Int? {
            let found = names.indices.filter { known.contains(names[$0]) }
            guard found.count < 2 else { throw ImportError.duplicateColumn(file: file, header[found[1]]) }
            return found.first
        }
        guard let email = try column(["email"]) else { throw ImportError.noAddressColumn(file: file, header: header) }
        self.email = email
        reason = try column(["reason"])
        at = try column(["at", "date", "timestamp"])
        count = header.count
    }

    /// The address of the reader's current record, and what the record says of it.
    func row(_ reader: CSVReader) throws -> (email: EmailAddress, reason: String?, at: Timestamp?) {
        guard reader.count == count else { throw Invalid("row", "has \(reader.count) fields, the header has \(count)") }
        guard reader.isValidUTF8 else { throw Invalid("row", "is not valid UTF-8") }
        func text(_ column: Int?) -> String? {
            guard let column, !reader[column].isEmpty else { return nil }
            return String(decoding: reader[column], as: UTF8.self)
        }
        let address: EmailAddress
        do { address = try EmailAddress(text(email) ?? "") } catch { throw Invalid("email", error.description) }
        let reason = text(reason)
        guard reason?.count ?? 0 <= Suppression.maximumReasonLength else {
            throw Invalid("reason", "is too long (maximum is \(Suppression.maximumReasonLength) characters)")
        }
        let written = text(at)
        let instant = written.flatMap { Timestamp($0) }
        guard written == nil || instant != nil else { throw Invalid("at", "is invalid (a date or an ISO 8601 time expected)") }
        return (address, reason, instant)
    }
}
