import Contacts

/// Reads what tasks say about their contacts. The tasks' rows lie in `delivery_part`.
///
/// What a run has changed is in its journal. Of a contact that an import or a request has created, the journal notes the creation
/// alone: its values are the contact's own, taken back by what later runs that are still queued say was before them.
final class DeliveryReader {
    private let connection: any SQLConnection
    private let fields: [Field]
    private let names: DeliveryNames
    private var contents: [DeliveryContent] = []

    init(connection: any SQLConnection) throws {
        self.connection = connection
        fields = try Catalog.load(from: connection).fields
        names = try DeliveryNames(connection)
    }

    func read(_ count: Int) throws -> [DeliveryContent] {
        contents = Array(repeating: DeliveryContent(), count: count)
        try readAddresses()
        if try has(.creation) {
            try readContacts(.creation)
            try readMemberships(.creation)
            try takeBack()
        }
        if try has(.journal) || has(.current) {
            try fillProperties("SELECT DISTINCT run FROM temp.delivery_part WHERE source IN (0, 2)")
            try readJournal()
        }
        if try has(.current) { try readCurrent() }
        if try has(.whole) {
            try readContacts(.whole)
            try readMemberships(.whole)
        }
        for index in contents.indices { names.resolve(&contents[index]) }
        return contents
    }

    private func has(_ source: DeliverySource) throws -> Bool {
        try connection.integer("SELECT 1 FROM temp.delivery_part WHERE source = ? LIMIT 1", [.integer(source.rawValue)]) != nil
    }

    private func readAddresses() throws {
        try connection.cachedRows("SELECT seq, email, new_email FROM temp.delivery_part ORDER BY seq, id") { row in
            let index = Int(row.integer(0))
            if contents[index].email.isEmpty { contents[index].email = row.text(1) }
            if !row.isNull(2) { contents[index].newEmail = row.text(2) }
        }
    }

    /// Contacts as they are.
    private func readContacts(_ source: DeliverySource) throws {
        let columns = fields.map { ", c." + Schema.column($0.id) }.joined()
        let sql = """
            SELECT p.seq, c.status\(columns) FROM temp.delivery_part p JOIN contact c ON c.id = p.contact WHERE p.source = ? ORDER BY p.seq
            """
        try connection.rows(sql, [.integer(source.rawValue)]) { row in
            let index = Int(row.integer(0))
            contents[index].isNew = true
            contents[index].setStatus(row.integer(1) == 1, isChange: false)
            for (place, field) in fields.enumerated() {
                let value = Storage.value(row.value(place + 2), as: field.type)
                // A contact that is sent whole has been sent before, with what it may have lost since.
                guard value != nil || source == .whole && names.has(field: field.id) else { continue }
                contents[index].set(field: field.id, value)
            }
        }
    }

    private func readMemberships(_ source: DeliverySource) throws {
        let sql = """
            SELECT p.seq, m.list FROM temp.delivery_part p CROSS JOIN membership m ON m.contact = p.contact WHERE p.source = ?
            ORDER BY p.seq, m.list
            """
        try connection.rows(sql, [.integer(source.rawValue)]) { row in
            contents[Int(row.integer(0))].set(list: row.integer(1), true)
        }
    }

    /// Puts created contacts back to what they were before the first of the later runs that are still queued changed each property.
    private func takeBack() throws {
        let later = """
            temp.delivery_part p CROSS JOIN delivery d ON d.contact = p.contact AND d.state < 2 AND d.id > p.id AND d.step IN (1, 2, 3)
            """
        let sql = "SELECT DISTINCT d.run FROM \(later) WHERE p.source = 1"
        try fillProperties(sql)
        guard try connection.integer("SELECT 1 FROM temp.delivery_property LIMIT 1") != nil else { return }
        var seen: Set<Property> = []
        let rows = """
            SELECT p.seq, j.kind, j.target, j.before FROM \(later)
            CROSS JOIN temp.delivery_property q ON q.run = d.run
            CROSS JOIN journal j ON j.run = q.run AND j.kind = q.kind AND j.target = q.target AND j.contact = p.contact
            WHERE p.source = 1 ORDER BY p.seq, d.id, j.kind
            """
        try connection.rows(rows) { row in
            let property = Property(sequence: Int(row.integer(0)), kind: row.integer(1), target: row.integer(2))
            // A deletion has the status that went with it in the contact's identity.
            let isDeletion = property.kind == ChangeKind.deleteContact.rawValue
            let place = isDeletion ? Property(sequence: property.sequence, kind: ChangeKind.status.rawValue, target: 0) : property
            guard seen.insert(place).inserted else { return }
            if isDeletion {
                contents[property.sequence].isNew = true
                if let identity = ContactIdentity(row.text(3)) {
                    contents[property.sequence].setStatus(identity.status == .subscribed, isChange: false)
                }
            } else {
                apply(property, row.value(3), isChange: false)
            }
        }
        try connection.execute("DELETE FROM temp.delivery_property")
    }

    private func readJournal() throws {
        let sql = """
            SELECT p.seq, j.kind, j.target, j.after FROM temp.delivery_part p
            CROSS JOIN temp.delivery_property q ON q.run = p.run
            CROSS JOIN journal j ON j.run = q.run AND j.kind = q.kind AND j.target = q.target AND j.contact = p.contact
            WHERE p.source = 0 ORDER BY p.seq, p.id
            """
        try connection.rows(sql) { row in
            apply(Property(sequence: Int(row.integer(0)), kind: row.integer(1), target: row.integer(2)), row.value(3), isChange: true)
        }
    }

    /// What runs have changed, as it is by now: for what is sent again long after.
    private func readCurrent() throws {
        let sql = """
            SELECT p.seq, j.kind, j.target, j.contact FROM temp.delivery_part p
            CROSS JOIN temp.delivery_property q ON q.run = p.run
            CROSS JOIN journal j ON j.run = q.run AND j.kind = q.kind AND j.target = q.target AND j.contact = p.contact
            WHERE p.source = 2 AND EXISTS (SELECT 1 FROM contact c WHERE c.id = p.contact) ORDER BY p.seq, p.id
            """
        var properties: [(Property, Int64)] = []
        try connection.rows(sql) { row in
            properties.append(
                (Property(sequence: Int(row.integer(0)), kind: row.integer(1), target: row.integer(2)), row.integer(3)))
        }
        for (property, contact) in properties {
            var value = SQLValue.null
            let question =
                switch ChangeKind(rawValue: property.kind) {
                case .field? where fields.contains { $0.id == property.target }: Schema.column(property.target)
                case .list?: "EXISTS (SELECT 1 FROM membership m WHERE m.contact = contact.id AND m.list = \(property.target))"
                case .status?: "status"
                case .createContact?: "json_array(hex(uuid), email, status, created_at, updated_at)"
                default: ""
                }
            guard !question.isEmpty else { continue }
            try connection.cachedRows("SELECT \(question) FROM contact WHERE id = ?", [.integer(contact)]) { value = $0.value(0) }
            apply(property, value, isChange: true)
        }
    }

    private struct Property: Hashable {
        let sequence: Int
        let kind: Int64
        let target: Int64
    }

    private func apply(_ property: Property, _ value: SQLValue, isChange: Bool) {
        let index = property.sequence
        switch ChangeKind(rawValue: property.kind) {
        case .createContact?:
            contents[index].isNew = true
            if case .text(let text) = value, let identity = ContactIdentity(text) {
                contents[index].setStatus(identity.status == .subscribed, isChange: false)
            }
        case .status?: contents[index].setStatus(value == .integer(1), isChange: isChange)
        case .field?:
            guard let field = fields.first(where: { $0.id == property.target }) else { return }
            let value = Storage.value(value, as: field.type)
            if value != nil || isChange {
                contents[index].set(field: field.id, value)
            } else {
                contents[index].fieldValues.removeValue(forKey: field.id)
            }
        case .list?:
            if value == .integer(1) || isChange {
                contents[index].set(list: property.target, value == .integer(1))
            } else {
                contents[index].memberships[property.target] = nil
            }
        default: break
        }
    }

    /// The properties that the journals of runs speak of, found without reading them through.
    private func fillProperties(_ runs: String) throws {
        var found: [Int64] = []
        try connection.rows(runs) { found.append($0.integer(0)) }
        let next = try connection.prepare(
            """
            SELECT kind, target FROM journal WHERE run = ?1 AND (kind, target) > (?2, ?3) AND kind < 20
            ORDER BY kind, target LIMIT 1
            """)
        let insert = try connection.prepare("INSERT OR IGNORE INTO temp.delivery_property VALUES (?, ?, ?)")
        for run in found {
            var (kind, target) = (Int64(0), Int64(0))
            while true {
                try next.bind([.integer(run), .integer(kind), .integer(target)])
                defer { next.reset() }
                guard try next.step() else { break }
                (kind, target) = (next.integer(0), next.integer(1))
                try insert.run([.integer(run), .integer(kind), .integer(target)])
            }
        }
    }
}
