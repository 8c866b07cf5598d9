import Contacts

/// A contact's row, with the values as the store holds them, in the order of the catalog's fields.
struct ContactRecord {
    let key: Int64
    let id: UUIDv7
    var email: String
    var isSubscribed: Bool
    let created: Int64
    var updated: Int64
    var reason: SQLValue
    var values: [SQLValue]

    static func columns(_ catalog: ServedCatalog) -> String {
        "id, uuid, email, status, created_at, updated_at, reason" + catalog.columns
    }

    init(key: Int64, id: UUIDv7, email: String, isSubscribed: Bool, now: Int64, values: [SQLValue]) {
        self.key = key
        self.id = id
        self.email = email
        self.isSubscribed = isSubscribed
        created = now
        updated = now
        reason = .null
        self.values = values
    }

    init?(_ row: any SQLStatement, _ catalog: ServedCatalog) {
        guard let id = UUIDv7(bytes: row.bytes(1)) else { return nil }
        key = row.integer(0)
        self.id = id
        email = row.text(2)
        isSubscribed = row.integer(3) == 1
        created = row.integer(4)
        updated = row.integer(5)
        reason = row.value(6)
        values = []
        values.reserveCapacity(catalog.fields.count)
        for index in catalog.fields.indices { values.append(row.value(index + 7)) }
    }

    func served(_ catalog: ServedCatalog, lists: [Int64]) -> ServedContact {
        var shown: [(tag: String, value: Value)] = []
        for (index, field) in catalog.fields.enumerated() {
            if let value = Storage.value(values[index], as: field.type) { shown.append((field.tag, value)) }
        }
        return ServedContact(
            id: id, email: email, isSubscribed: isSubscribed, createdAt: Timestamp(milliseconds: created),
            updatedAt: Timestamp(milliseconds: updated), values: shown, lists: lists)
    }
}
