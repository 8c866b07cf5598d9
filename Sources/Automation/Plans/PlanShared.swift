import ContactStore
import Contacts
import Formats

/// The part of a saved plan that is about what contacts share: lists and fields that go or change their names, and what jobs
/// remember.
enum PlanShared {
    static func json(_ plan: Plan, _ snapshot: Snapshot) -> [(String, JSONValue)] {
        let changes = (try? snapshot.sharedChanges()) ?? []
        var lists: [JSONValue] = []
        var fields: [JSONValue] = []
        var renamed: [JSONValue] = []
        var state: [JSONValue] = []
        for change in changes {
            switch change {
            case .dropList(let name, let contacts): lists.append(["name": .string(name), "contacts": .integer(Int64(contacts))])
            case .dropField(let tag, let contacts): fields.append(["tag": .string(tag), "contacts": .integer(Int64(contacts))])
            case .renameList(let from, let to): renamed.append(["from": .string(from), "to": .string(to)])
            case .remember(let job, let key, let before, let value):
                func json(_ text: String?) -> JSONValue { text.flatMap { try? JSONValue(parsing: $0) } ?? .null }
                state.append(["job": .string(job), "key": .string(key), "before": json(before), "value": json(value)])
            }
        }
        return [("deleted_lists", lists), ("deleted_fields", fields), ("renamed_lists", renamed), ("state", state)].compactMap {
            $1.isEmpty ? nil : ($0, .array($1))
        }
    }

    /// Stages what goes and what is called otherwise, before anything else is.
    static func drop(_ document: JSONObject, _ snapshot: Snapshot) throws {
        for item in document["deleted_lists"]?.arrayValue ?? [] {
            let name = item["name"]?.stringValue ?? ""
            guard let list = snapshot.catalog.list(named: name) else { throw gone("list \(name)") }
            try check("list \(name)", item, try snapshot.deleteList(list))
        }
        for item in document["deleted_fields"]?.arrayValue ?? [] {
            let tag = item["tag"]?.stringValue ?? ""
            guard let field = snapshot.catalog.field(tagged: tag) else { throw gone("field \(tag)") }
            try check("field \(tag)", item, try snapshot.deleteField(field))
        }
        for item in document["renamed_lists"]?.arrayValue ?? [] {
            let name = item["from"]?.stringValue ?? ""
            guard let list = snapshot.catalog.list(named: name) else { throw gone("list \(name)") }
            try snapshot.renameList(list, to: item["to"]?.stringValue ?? "")
        }
    }

    /// Stages what jobs remember.
    static func remember(_ document: JSONObject, _ snapshot: Snapshot) throws {
        for item in document["state"]?.arrayValue ?? [] {
            guard let job = item["job"]?.stringValue, let key = item["key"]?.stringValue else { continue }
            let value = item["value"] ?? .null
            let current = try snapshot.state(of: job, key: key)
            let before = item["before"] ?? .null
            let expected = before.isNull ? nil : try before.compact(sortsKeys: true)
            guard current == expected else {
                let conflict = Conflict(email: "job \(job)", property: "state.\(key)", expected: expected, current: current)
                throw CommitError.conflicts([conflict], total: 1)
            }
            try snapshot.setState(of: job, key: key, to: value.isNull ? nil : value.compact(sortsKeys: true))
        }
    }

    /// Whoever came to use a list or a field since the plan was made would lose it unseen.
    private static func check(_ what: String, _ item: JSONValue, _ count: Int) throws {
        let planned = Int(item["contacts"]?.integerValue ?? 0)
        guard count != planned else { return }
        throw CommitError.conflicts([Conflict(email: what, property: "contacts", expected: "\(planned)", current: "\(count)")], total: 1)
    }

    private static func gone(_ what: String) -> CommitError { .conflicts([Conflict(email: what, property: nil)], total: 1) }
}
