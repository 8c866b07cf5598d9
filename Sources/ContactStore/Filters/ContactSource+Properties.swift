import Contacts

extension ContactSource {
    /// A property's value as SQL, what is staged laid over it: of the contact `c`, or of the event `e`.
    func expression(_ property: Property, _ dialect: any SQLDialect) -> String {
        switch property {
        case .id: return "c.uuid"
        case .email: return email
        case .emailDomain: return "substr(\(email), instr(\(email), '@') + 1)"
        case .status: return status
        case .createdAt: return "c.created_at"
        case .updatedAt: return "c.updated_at"
        case .field(let field): return self.field(field.id)
        case .eventName: return "e.name"
        case .eventAt: return "e.at"
        case .eventParameter(let name):
            // JSON's booleans come out as 1 and 0; a blob of one byte keeps them apart from numbers.
            let (value, type) = dialect.parameter("e.params", name)
            return
                "CASE \(type) WHEN 'true' THEN x'01' WHEN 'false' THEN x'00' WHEN 'object' THEN NULL WHEN 'array' THEN NULL ELSE \(value) END"
        }
    }

    /// Events with their place in the log, what is staged after what is stored.
    var log: String {
        guard staged.hasEvents else { return "event" }
        let columns = "contact, name, at, key, params"
        return "(SELECT id, \(columns) FROM event UNION ALL SELECT seq + \(Int64.max / 2), \(columns) FROM temp.new_event)"
    }

    /// Whether there is a contact of a key, as an expression.
    func exists(_ key: String) -> String {
        var sql = "EXISTS (SELECT 1 FROM contact x WHERE x.id = \(key))"
        if staged.hasCreations { sql = "(\(sql) OR EXISTS (SELECT 1 FROM temp.new_contact x WHERE x.id = \(key)))" }
        guard staged.has(.deleteContact, 0) else { return sql }
        return "(\(sql) AND NOT EXISTS (SELECT 1 FROM temp.change s WHERE s.kind = 2 AND s.target = 0 AND s.contact = \(key)))"
    }
}
