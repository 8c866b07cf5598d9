import Contacts
import Formats

extension DirectBatch {
    func create(_ creation: ContactCreation, _ email: EmailAddress?) throws -> Result<ServedContact, ServedError> {
        var problems = creation.problems
        let values = ServedValue.places(creation.values, catalog, &problems)
        ServedValue.checkLists(creation.lists, [], catalog, named: ("list_ids", ""), &problems)
        guard problems.isEmpty, let email else { return .failure(.invalid(problems)) }
        guard let contact = try insert(email, values, lists: creation.lists, isSubscribed: true) else { return .failure(Self.taken) }
        return .success(contact)
    }

    func update(
        _ identifier: ContactIdentifier, _ update: ContactUpdate, _ email: EmailAddress?
    ) throws -> Result<DirectRequest.Updated, ServedError> {
        let record = try find(identifier)
        if record == nil, case .id = identifier { return .failure(.notFound) }
        var problems = update.problems
        let values = ServedValue.places(update.values, catalog, &problems)
        ServedValue.checkLists(
            update.listsIncluded, update.listsExcluded, catalog, named: ("list_id_included", "list_id_excluded"), &problems)
        let resubscribes = update.isUnsubscribed == false && record?.isSubscribed == false
        if resubscribes, options.resubscribing == .refuse {
            problems.append(Invalid("base", "consent was withdrawn and this server does not let requests give it back"))
        }
        guard problems.isEmpty else { return .failure(.invalid(problems)) }
        guard var record else {
            guard case .email(let named) = identifier else { return .failure(.notFound) }
            let contact = try insert(
                email ?? named, values, lists: update.listsIncluded, isSubscribed: update.isUnsubscribed != true)
            return contact.map { .success((true, $0)) } ?? .failure(Self.taken)
        }
        var change = Change()
        if let email, email.value != record.email {
            try statements.keyOfEmail.bind(1, .text(email.value))
            defer { statements.keyOfEmail.reset() }
            if try statements.keyOfEmail.step() { return .failure(Self.taken) }
            change.email = email.value
        }
        for (place, value) in values where record.values[place] != value { change.values.append((place, value)) }
        if update.isUnsubscribed == true, record.isSubscribed { change.isSubscribed = false }
        if resubscribes, options.resubscribing == .allow { change.isSubscribed = true }
        try apply(change, to: &record, joining: update.listsIncluded, leaving: update.listsExcluded)
        return .success((false, record.served(catalog, lists: try connection.memberships(of: record.key))))
    }

    func delete(_ identifier: ContactIdentifier) throws -> Result<Void, ServedError> {
        guard let record = try find(identifier) else { return .failure(.notFound) }
        // A deletion tells what the contact was before the run.
        guard !isTouched(record.key) else { throw Cut() }
        try startRun()
        let key = record.key
        let identity = ContactIdentity(
            id: record.id, email: record.email, status: record.isSubscribed ? .subscribed : .unsubscribed,
            createdAt: Timestamp(milliseconds: record.created), updatedAt: Timestamp(milliseconds: record.updated))
        try journal(.deleteContact, 0, key, .text(identity.text), .null)
        for (index, field) in catalog.fields.enumerated() where record.values[index] != .null {
            try journal(.field, field.id, key, record.values[index], .null)
        }
        if record.reason != .null { try journal(.reason, 0, key, record.reason, .null) }
        for list in try connection.memberships(of: key) { try journal(.list, list, key, .integer(1), .integer(0)) }
        try connection.run("DELETE FROM membership WHERE contact = ?", [.integer(key)])
        try connection.run("DELETE FROM contact WHERE id = ?", [.integer(key)])
        counts.deleted += 1
        isDirty = true
        return .success(())
    }

    func fire(_ event: EventDraft, at identifier: ContactIdentifier) throws -> Result<Void, ServedError> {
        guard let key = try key(identifier) else { return .failure(.notFound) }
        try fire(event.name, at: event.at?.milliseconds ?? now, event.parameters, key: event.key, contact: key)
        return .success(())
    }

    static let taken = ServedError.invalid("email", "has already been taken")

    /// What is to be written of a contact.
    struct Change {
        var values: [(place: Int, value: SQLValue)] = []
        var email: String?
        var isSubscribed: Bool?
        /// Of a withdrawal.
        var reason: String?
    }

    /// Writes what differs, and nothing where nothing does. The record follows.
    func apply(_ change: Change, to record: inout ContactRecord, joining: [Int64] = [], leaving: [Int64] = []) throws {
        let key = record.key
        try startRun()
        var journals: Bool?
        func note(_ kind: ChangeKind, _ target: Int64, _ before: SQLValue, _ after: SQLValue) throws {
            let isTold = journals ?? touch(key)
            journals = isTold
            if isTold { try journal(kind, target, key, before, after) }
        }
        for list in joining where try run(statements.join, list, key) { try note(.list, list, .integer(0), .integer(1)) }
        for list in leaving where try run(statements.leave, list, key) { try note(.list, list, .integer(1), .integer(0)) }
        var mask: UInt64 = 0
        for (place, value) in change.values {
            mask |= 1 << UInt64(place)
            try note(.field, catalog.fields[place].id, record.values[place], value)
            record.values[place] = value
        }
        if let email = change.email {
            mask |= DirectStatements.emailBit
            try note(.email, 0, .text(record.email), .text(email))
            record.email = email
        }
        if let isSubscribed = change.isSubscribed {
            mask |= DirectStatements.statusBit
            try note(.status, 0, .integer(record.isSubscribed ? 1 : 0), .integer(isSubscribed ? 1 : 0))
            record.isSubscribed = isSubscribed
            let reason: SQLValue = isSubscribed ? .null : change.reason.map { .text($0) } ?? .null
            if reason != record.reason {
                mask |= DirectStatements.reasonBit
                try note(.reason, 0, record.reason, reason)
                record.reason = reason
            }
        }
        guard journals != nil else { return }
        try write(record, mask)
        record.updated = now
        counts.changed += 1
        isDirty = true
    }

    private func write(_ record: ContactRecord, _ mask: UInt64) throws {
        let statement = try statements.update(mask)
        var index = 1
        func bind(_ value: SQLValue) throws {
            try statement.bind(index, value)
            index += 1
        }
        for place in catalog.fields.indices where mask & (1 << UInt64(place)) != 0 { try bind(record.values[place]) }
        if mask & DirectStatements.emailBit != 0 { try bind(.text(record.email)) }
        if mask & DirectStatements.statusBit != 0 { try bind(.integer(record.isSubscribed ? 1 : 0)) }
        if mask & DirectStatements.reasonBit != 0 { try bind(record.reason) }
        try bind(.integer(now))
        try bind(.integer(sequence))
        try bind(.integer(record.key))
        _ = try statement.step()
        statement.reset()
    }

    /// Nil where the address is taken.
    private func insert(
        _ email: EmailAddress, _ values: [(place: Int, value: SQLValue)], lists: [Int64], isSubscribed: Bool
    ) throws -> ServedContact? {
        try startRun()
        let id = ids.next(milliseconds: now, random: &random)
        var record = ContactRecord(
            key: nextKey, id: id, email: email.value, isSubscribed: isSubscribed, now: now,
            values: [SQLValue](repeating: .null, count: catalog.fields.count))
        for (place, value) in values { record.values[place] = value }
        let statement = statements.insert
        try statement.bind(1, record.key)
        try id.withBytes { bytes in try statement.bind(2, blob: bytes) }
        try statement.bind(3, .text(record.email))
        try statement.bind(4, isSubscribed ? 1 : 0)
        try statement.bind(5, now)
        try statement.bind(6, now)
        try statement.bind(7, sequence)
        for (place, value) in record.values.enumerated() { try statement.bind(place + 8, value) }
        _ = try statement.step()
        statement.reset()
        guard connection.changedRows > 0 else { return nil }
        nextKey += 1
        counts.created += 1
        isDirty = true
        let joined = lists.count > 1 ? Set(lists).sorted() : lists
        for list in joined { _ = try run(statements.join, list, record.key) }
        return record.served(catalog, lists: joined)
    }

    func find(_ identifier: ContactIdentifier) throws -> ContactRecord? {
        let statement = try bound(identifier, statements.findByEmail, statements.findByID)
        defer { statement.reset() }
        return try statement.step() ? ContactRecord(statement, catalog) : nil
    }

    private func key(_ identifier: ContactIdentifier) throws -> Int64? {
        let statement = try bound(identifier, statements.keyOfEmail, statements.keyOfID)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : nil
    }

    private func bound(
        _ identifier: ContactIdentifier, _ byEmail: any SQLStatement, _ byID: any SQLStatement
    ) throws -> any SQLStatement {
        switch identifier {
        case .email(let email):
            try byEmail.bind(1, .text(email.value))
            return byEmail
        case .id(let id):
            try id.withBytes { bytes in try byID.bind(1, blob: bytes) }
            return byID
        }
    }

    /// Joins or leaves a list; answers whether that changed anything.
    private func run(_ statement: any SQLStatement, _ list: Int64, _ key: Int64) throws -> Bool {
        try statement.bind(1, list)
        try statement.bind(2, key)
        _ = try statement.step()
        statement.reset()
        return connection.changedRows > 0
    }
}
