import ContactStore
import Contacts
import Formats

/// Stages a saved plan on a fresh snapshot, after finding what has changed under it.
struct PlanLoader {
    let snapshot: Snapshot
    let path: String
    /// The commit that the plan's script saw.
    let since: Int64

    func load(_ document: JSONObject, _ contacts: [JSONValue]) throws {
        try rejectChanged(contacts)
        try PlanShared.drop(document, snapshot)
        for name in document["lists"]?.arrayValue ?? [] { _ = try snapshot.ensureList(name.stringValue ?? "") }
        for field in document["fields"]?.arrayValue ?? [] {
            guard let name = field["name"]?.stringValue, let tag = field["tag"]?.stringValue,
                let type = field["type"]?.stringValue.flatMap({ ValueType(rawValue: $0) })
            else { throw bad("a field without name, tag and type") }
            if snapshot.catalog.field(tagged: tag) == nil { _ = try snapshot.createField(name: name, tag: tag, type: type) }
        }
        try loadSegments(document)
        for contact in contacts { try stage(contact) }
        for request in document["requests"]?.arrayValue ?? [] {
            guard let request = PlanCoding.request(request) else { throw bad("a request without method, url and key") }
            _ = try snapshot.stage(request)
        }
        try PlanShared.remember(document, snapshot)
    }

    /// A plan holds only for the contacts as it saw them: any of them that was changed since makes it stale.
    private func rejectChanged(_ contacts: [JSONValue]) throws {
        guard snapshot.sequence != since else { return }
        var conflicts: [Conflict] = []
        var total = 0
        for contact in contacts {
            guard let text = contact["email"]?.stringValue, let email = try? EmailAddress(text) else { continue }
            let isCreated =
                contact["changes"]?.arrayValue?.contains { $0["property"]?.stringValue == "contact" && $0["before"]?.isNull == true }
                ?? false
            let found = try snapshot.changes(of: email, since: since, wasThere: !isCreated)
            if !found.isEmpty { total += 1 }
            if conflicts.count < 20 { conflicts += found }
        }
        if total > 0 { throw CommitError.conflicts(conflicts, total: total) }
    }

    private func stage(_ contact: JSONValue) throws {
        guard let text = contact["email"]?.stringValue, let email = try? EmailAddress(text) else {
            throw bad("a contact without an address")
        }
        let changes = contact["changes"]?.arrayValue ?? []
        let creation = changes.first { $0["property"]?.stringValue == "contact" && $0["before"]?.isNull == true }
        var key = try snapshot.key(of: email)
        if let creation { key = try snapshot.createContact(email, from: creation["after"]?.stringValue ?? "") }
        guard let key else { throw CommitError.conflicts([Conflict(email: text, property: nil)], total: 1) }
        if changes.contains(where: { $0["property"]?.stringValue == "erasure" }) {
            try snapshot.stage(.erase, on: key)
            return
        }
        if changes.contains(where: { $0["property"]?.stringValue == "contact" && $0["after"]?.isNull == true }) {
            try snapshot.stage(.delete, on: key)
            return
        }
        let reason = changes.first { $0["property"]?.stringValue == "reason" }?["after"]?.stringValue
        for change in changes { try stage(change, on: key, reason) }
        for event in contact["events"]?.arrayValue ?? [] { try snapshot.stage(.fire(draft(event)), on: key) }
    }

    private func stage(_ change: JSONValue, on key: ContactKey, _ reason: String?) throws {
        guard let property = change["property"]?.stringValue else { throw bad("a change without a property") }
        let after = change["after"]
        if property == "contact" || property == "reason" { return }
        if property == "status" {
            let intent: Intent =
                after?.stringValue == SubscriptionStatus.subscribed.rawValue ? .resubscribe : .unsubscribe(reason: reason)
            try snapshot.stage(intent, on: key)
        } else if property.hasPrefix("fields."), let field = snapshot.catalog.field(tagged: String(property.dropFirst(7))) {
            try snapshot.stage(.set(field, PlanCoding.value(after, as: field.type)), on: key)
        } else if property.hasPrefix("list "), let list = snapshot.catalog.list(named: String(property.dropFirst(5))) {
            try snapshot.stage(after?.boolValue == true ? .join(list) : .leave(list), on: key)
        } else if after?.isNull == true || after?.boolValue == false {
            // Of a field or a list that the plan deletes: staged with the deletion.
            return
        } else {
            // Names of fields and lists are the workspace's; anything else may be anything.
            let isName = property.hasPrefix("fields.") || property.hasPrefix("list ")
            throw bad(isName ? "unknown property '\(property)'" : "a change of a property that is none of a contact's")
        }
    }

    private func draft(_ event: JSONValue) throws -> EventDraft {
        guard let name = event["name"]?.stringValue else { throw bad("an event without a name") }
        var parameters: [(String, Value)] = []
        for (name, json) in event["params"]?.objectValue ?? JSONObject() {
            switch json {
            case .string(let text): parameters.append((name, .text(text)))
            case .integer(let number): parameters.append((name, .integer(number)))
            case .number(let number): parameters.append((name, .float(number)))
            case .bool(let flag): parameters.append((name, .boolean(flag)))
            case .null, .array, .object: throw bad("an event's parameter that is no text, number or boolean")
            }
        }
        return try EventDraft(
            name: name, parameters: EventParameters(parameters), key: event["key"]?.stringValue,
            at: event["at"]?.stringValue.flatMap { Timestamp($0) })
    }

    private func bad(_ reason: String) -> PlanError { .notAPlan(path: path, reason: reason) }
}
