import Contacts
import Crypto

extension ServedExport {
    static let columns = "id, status, created_at, updated_at, expires_at"

    /// - Parameters:
    ///   - running: the export that is being written now, which the store does not say.
    ///   - key: what secrets of links are made from.
    init?(_ row: any SQLStatement, running: Int64?, key: [UInt8], now: Timestamp) {
        guard let status = Status(rawValue: row.text(1)) else { return nil }
        let id = row.integer(0)
        let isOpen = status == .finished && !row.isNull(4) && row.integer(4) > now.milliseconds
        self.init(
            id: id, status: status == .created && id == running ? .started : status,
            createdAt: Timestamp(milliseconds: row.integer(2)), updatedAt: Timestamp(milliseconds: row.integer(3)),
            secret: isOpen ? Self.secret(id, created: row.integer(2), key) : nil)
    }

    /// Made anew each time it is asked for, so that it need not be kept.
    private static func secret(_ id: Int64, created: Int64, _ key: [UInt8]) -> String {
        let text = Array("export \(id) \(created)".utf8)
        return Base64URL.text(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: key)))
    }
}
