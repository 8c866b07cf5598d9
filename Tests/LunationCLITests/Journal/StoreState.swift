import Formats

/// Everything that journals tell of, as the tables hold it: one value for each property of each contact, under the kind and the
/// target that a journal's row has for it. What all contacts share is contact 0's.
struct StoreState {
    struct Property: Hashable {
        let kind: Int64
        let target: Int64

        static let identity = Property(kind: 1, target: 0)
        static let status = Property(kind: 5, target: 0)
    }

    private(set) var contacts: [Int64: [Property: Cell]] = [:]

    /// Nothing, where nothing is set; not being on a list is nothing too.
    subscript(contact: Int64, property: Property) -> Cell {
        get { contacts[contact]?[property] ?? .null }
        set {
            contacts[contact, default: [:]][property] =
                newValue == .null || property.kind == 7 && newValue == .integer(0) ? nil : newValue
        }
    }

    init(_ store: StoreReader) throws {
        let fields = try store.rows("SELECT id, type, tag, name FROM field ORDER BY id")
        for field in fields {
            self[0, Property(kind: 30, target: field[0].integer ?? 0)] = .text(field[1...].compactMap(\.text).joined(separator: "\n"))
        }
        let properties = fields.map { Property(kind: 6, target: $0[0].integer ?? 0) }
        let columns = properties.map { ", f\($0.target)" }.joined()
        for row in try store.rows("SELECT id, hex(uuid) || ' ' || email, status, reason\(columns) FROM contact") {
            var values: [Property: Cell] = [.identity: row[1], .status: row[2]]
            if row[3] != .null { values[Property(kind: 8, target: 0)] = row[3] }
            for (property, value) in zip(properties, row[4...]) where value != .null { values[property] = value }
            contacts[row[0].integer ?? 0] = values
        }
        for row in try store.rows("SELECT list, contact FROM membership") {
            self[row[1].integer ?? 0, Property(kind: 7, target: row[0].integer ?? 0)] = .integer(1)
        }
        for row in try store.rows("SELECT id, name FROM list") { self[0, Property(kind: 20, target: row[0].integer ?? 0)] = row[1] }
        for row in try store.rows("SELECT id, job, key, value FROM state") {
            self[0, Property(kind: 40, target: row[0].integer ?? 0)] = .text(row[1...].compactMap(\.text).joined(separator: "\n"))
        }
        for row in try store.rows("SELECT id, name, filter FROM segment") {
            let filter = try JSONValue(parsing: row[2].text ?? "").compact()
            self[0, Property(kind: 41, target: row[0].integer ?? 0)] = .text("\(row[1].text ?? "")\n\(filter)")
        }
    }

    mutating func remove(_ contact: Int64) { contacts[contact] = nil }
}
