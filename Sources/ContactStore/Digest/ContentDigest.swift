import Contacts
import Crypto

/// A hash of what the contacts are: addresses, status, fields and lists, in the order of the addresses.
///
/// Ids, revisions and times of bookkeeping are left out, and so are the ids of fields and lists: two stores with the same
/// contacts have the same digest however they came to them.
///
/// Each contact is hashed as `email`, `status`, then `tag=value` for each set field in the order of the tags, then `@list`
/// for each list in the order of the names, each ended by a zero byte, and a final zero byte.
struct ContentDigest {
    let connection: any SQLConnection
    let catalog: Catalog

    func hexadecimal() throws -> String {
        let fields = catalog.fields.sorted { $0.tag < $1.tag }
        let columns = fields.map { ", " + Schema.column($0.id) }.joined()
        let listNames = Dictionary(uniqueKeysWithValues: catalog.lists.map { ($0.id, $0.name) })
        let members = try connection.prepare("SELECT list FROM membership WHERE contact = ?")
        var hash = SHA256()
        var buffer: [UInt8] = []
        try connection.rows("SELECT id, email, status\(columns) FROM contact ORDER BY email") { row in
            buffer.removeAll(keepingCapacity: true)
            buffer.append(contentsOf: row.bytes(1))
            buffer.append(0)
            buffer.append(contentsOf: (row.integer(2) == 1 ? SubscriptionStatus.subscribed : .unsubscribed).rawValue.utf8)
            buffer.append(0)
            for (index, field) in fields.enumerated() where !row.isNull(index + 3) {
                let value = ColumnValue(.field(field), at: index + 3, of: row).value
                buffer.append(contentsOf: "\(field.tag)=\(value?.description ?? "")".utf8)
                buffer.append(0)
            }
            try members.bind(1, row.integer(0))
            var lists: [String] = []
            while try members.step() { lists.append(listNames[members.integer(0)] ?? "") }
            members.reset()
            for list in lists.sorted() {
                buffer.append(contentsOf: "@\(list)".utf8)
                buffer.append(0)
            }
            buffer.append(0)
            hash.update(data: buffer)
        }
        return Hexadecimal.text(hash.finalize())
    }
}

extension ContactStore {
    /// The SHA-256 of the contacts' content, in hexadecimal: addresses, status, fields, lists.
    public func digest() throws -> String {
        let connection = try connect(.run)
        return try translating {
            try connection.execute(connection.dialect.beginSnapshot)
            defer { try? connection.execute("COMMIT") }
            return try ContentDigest(connection: connection, catalog: Catalog.load(from: connection)).hexadecimal()
        }
    }
}
