public import Contacts

extension Snapshot {
    /// Stages an intent for one contact. Answers whether it changes anything.
    @discardableResult
    public func stage(_ intent: Intent, on key: ContactKey) throws -> Bool {
        try store.translating {
            guard try exists(key) else { throw StagingError.noSuchContact }
            switch intent {
            case .set(let field, let value):
                return try changes.stage(.field, field.id, key, after: Storage.stored(value)) { try storedValue(field, key) }
            case .join(let list):
                return try changes.stage(.list, list.id, key, after: .integer(1)) { try storedMembership(key, list) }
            case .leave(let list):
                return try changes.stage(.list, list.id, key, after: .integer(0)) { try storedMembership(key, list) }
            case .unsubscribe(let reason):
                let isChanged = try changes.stage(.status, 0, key, after: .integer(0)) { try storedStatus(key) }
                if isChanged { try note(reason, of: key) }
                return isChanged
            case .resubscribe:
                let isChanged = try changes.stage(.status, 0, key, after: .integer(1)) { try storedStatus(key) }
                if isChanged { try note(nil, of: key) }
                return isChanged
            case .delete, .erase:
                return try stage(intent, where: SQLFragment("c.id = ?", [.integer(key.rawValue)])) > 0
            case .fire(let event):
                return try changes.fire(event, at: key, now: clock.now)
            }
        }
    }

    /// Stages an intent for each contact of a query, in SQL. Answers how many contacts it changes.
    @discardableResult
    public func stage(_ intent: Intent, on query: ContactQuery) throws -> Int {
        try store.translating { try stage(intent, where: compiler.restriction(query)) }
    }

    private func stage(_ intent: Intent, where condition: SQLFragment) throws -> Int {
        try changes.prepare()
        switch intent {
        case .set(let field, let value):
            let stored = changes.shape.createdFields.contains(field.id) ? "NULL" : "c.\(Schema.column(field.id))"
            return try changes.stage(
                .field, field.id, stored: stored, current: source.field(field.id), after: Storage.stored(value), where: condition)
        case .join(let list), .leave(let list):
            let after: Int64 = if case .join = intent { 1 } else { 0 }
            let stored = "EXISTS (SELECT 1 FROM membership m WHERE m.list = \(list.id) AND m.contact = c.id)"
            return try changes.stage(
                .list, list.id, stored: stored, current: source.membership(list: list.id), after: .integer(after), where: condition)
        case .unsubscribe(let reason):
            return try changes.stageStatus(0, reason: reason, where: condition)
        case .resubscribe:
            return try changes.stageStatus(1, reason: nil, where: condition)
        case .delete:
            return try changes.stageDeletions(where: condition)
        case .erase:
            return try changes.stageErasure(where: condition)
        case .fire(let event):
            return try changes.fire(event, where: condition, now: clock.now)
        }
    }

    private func note(_ reason: String?, of key: ContactKey) throws {
        try changes.stage(.reason, 0, key, after: reason.map { .text($0) } ?? .null) { try stored("reason", key) }
    }

    private func storedValue(_ field: Field, _ key: ContactKey) throws -> SQLValue {
        if changes.shape.createdFields.contains(field.id) { return .null }
        return try stored(Schema.column(field.id), key)
    }

    private func storedStatus(_ key: ContactKey) throws -> SQLValue {
        let status = try stored("status", key)
        guard status == .null else { return status }
        return .integer(try connection.integer("SELECT status FROM temp.new_contact WHERE id = ?", [.integer(key.rawValue)]) ?? 1)
    }

    private func storedMembership(_ key: ContactKey, _ list: ContactList) throws -> SQLValue {
        .integer(try changes.isStoredMember(key, list.id) ? 1 : 0)
    }

    private func stored(_ column: String, _ key: ContactKey) throws -> SQLValue {
        let statement = try connection.cached("SELECT \(column) FROM contact WHERE id = ?")
        try statement.bind(1, key.rawValue)
        defer { statement.reset() }
        return try statement.step() ? statement.value(0) : .null
    }
}
