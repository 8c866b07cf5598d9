import Contacts
import Formats
import Mailtrap
import Synchronization

/// An account in memory, which does what the API does, and fails on purpose.
final class AccountModel: DeliveryChannel {
    struct Contact: Equatable {
        var fields: [String: JSONValue] = [:]
        var lists: Set<Int64> = []
        var isSubscribed = true
    }

    struct PostedEvent: Equatable {
        let email: String
        let name: String
        let params: JSONObject
        /// The contact's fields when it was posted.
        let fields: [String: JSONValue]
    }

    /// What may go wrong with a call.
    enum Fault: CaseIterable {
        case refusedConnection
        case closedBefore
        case closedAfter
        case serverErrorBefore
        case serverErrorAfter
        case putOff
        case conflict
    }

    enum Death {
        case beforeActing
        case afterActing
    }

    struct State {
        var contacts: [String: Contact] = [:]
        var lists: [Int64: String] = [:]
        var fields: [Int64: FieldResource] = [:]
        var events: [PostedEvent] = []
        var jobs: [Int64: (rows: [JSONValue], polls: Int, isFinished: Bool)] = [:]
        var nextID: Int64 = 100
        /// Calls by what they are: `import`, `poll`, `update`, `delete`, `event`, `list`, `field`.
        var calls: [String: Int] = [:]
        /// In their order: `update ann@example.com`.
        var log: [String] = []
        /// Addresses that imports and calls are refused for, with what is said.
        var refused: [String: String] = [:]
        var overLimit = 0
        var failsImports = 0
        var pollsNeeded = 1
        /// Asked before each call.
        var fault: @Sendable (String) -> Fault? = { _ in nil }
        /// Asked whether the pusher dies during a call, and before the account acts.
        var death: @Sendable () -> Death? = { nil }
    }

    let state = Mutex(State())

    func read<Result>(_ body: (inout State) -> sending Result) -> sending Result { state.withLock { body(&$0) } }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    /// Makes a call with its faults.
    private func call<Result: Sendable>(
        _ kind: String, _ what: String, _ body: (inout State) throws(CallError) -> Result
    ) throws(CallError) -> Result {
        let result: Swift.Result<Result, CallError> = state.withLock { state in
            state.calls[kind, default: 0] += 1
            state.log.append("\(kind) \(what)")
            let death = state.death()
            if death == .beforeActing { return .failure(.notSent("dead")) }
            let fault = death == nil ? state.fault(kind) : nil
            switch fault {
            case .refusedConnection?: return .failure(.notSent("connection refused"))
            case .closedBefore?: return .failure(.unknown("the connection was closed"))
            case .serverErrorBefore?: return .failure(.unknown("500: the server failed"))
            case .putOff?: return .failure(.refused(APIError(status: 429)))
            case .conflict?: return .failure(.refused(APIError(status: 409)))
            case .closedAfter?, .serverErrorAfter?, nil: break
            }
            do throws(CallError) {
                let result = try body(&state)
                if fault == .closedAfter { return .failure(.unknown("the connection was closed")) }
                if fault == .serverErrorAfter { return .failure(.unknown("502: the server failed")) }
                return .success(result)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func refusal(_ status: Int, _ text: String) -> CallError {
        .refused(APIError(status: status, messages: [.init(nil, text)]))
    }

    func createImport(encoded body: [UInt8]) async throws(CallError) -> ImportResource {
        let rows = (try? JSONValue(parsing: body))?["contacts"]?.arrayValue ?? []
        return try call("import", "\(rows.count)") { state throws(CallError) in
            var problems: [JSONValue] = []
            for row in rows {
                let email = row["email"]?.stringValue ?? ""
                var messages = JSONObject()
                if let message = state.refused[email] { messages["email"] = [.string(message)] }
                for id in Self.ids(row["list_ids_included"]) + Self.ids(row["list_ids_excluded"]) where state.lists[id] == nil {
                    messages["base"] = [.string("list \(id) contains invalid data")]
                }
                let tags = Set(state.fields.values.map(\.mergeTag))
                for (tag, value) in row["fields"]?.objectValue ?? [:] where !tags.contains(tag) || value == .null {
                    messages["fields"] = [.string("contains invalid values: \(tag)")]
                }
                if !messages.isEmpty { problems.append(["email": .string(email), "errors": .object(messages)]) }
            }
            guard problems.isEmpty else {
                let answer: JSONValue = ["errors": .array(problems)]
                throw .refused(APIError(status: 422, body: Array(answer.description.utf8)))
            }
            state.nextID += 1
            state.jobs[state.nextID] = (rows, state.pollsNeeded, false)
            return ImportResource(id: state.nextID, status: .created)
        }
    }

    func importJob(_ id: Int64) async throws(CallError) -> ImportResource {
        try call("poll", "\(id)") { state throws(CallError) in
            guard var job = state.jobs[id] else { throw Self.refusal(404, "Not Found") }
            job.polls -= 1
            if job.polls <= 0, !job.isFinished {
                if state.failsImports > 0 {
                    state.failsImports -= 1
                    return ImportResource(id: id, status: .failed)
                }
                job.isFinished = true
                for row in job.rows { Self.apply(row, row["email"]?.stringValue ?? "", to: &state) }
            }
            state.jobs[id] = job
            return ImportResource(
                id: id, status: job.isFinished ? .finished : .started, createdCount: 0, updatedCount: job.rows.count,
                overLimitCount: state.overLimit)
        }
    }

    func updateContact(_ identifier: String, _ update: ContactUpdate) async throws(CallError) -> (
        action: UpdateAction, contact: ContactResource
    ) {
        try call("update", identifier) { state throws(CallError) in
            if let message = state.refused[identifier] { throw Self.refusal(422, message) }
            for id in update.listIDsIncluded + update.listIDsExcluded where state.lists[id] == nil {
                throw Self.refusal(422, "list_id_included contains invalid data")
            }
            let isNew = state.contacts[identifier] == nil
            var contact = state.contacts[identifier] ?? Contact()
            if update.email != identifier {
                guard state.contacts[update.email] == nil else { throw Self.refusal(422, "email has already been taken") }
                state.contacts[identifier] = nil
            }
            if let unsubscribed = update.unsubscribed { contact.isSubscribed = !unsubscribed }
            state.contacts[update.email] = contact
            Self.apply(update.json["contact"] ?? .null, update.email, to: &state)
            return (isNew ? .created : .updated, ContactResource(id: "", email: update.email))
        }
    }

    func contact(_ identifier: String) async throws(CallError) -> ContactResource? {
        try call("contact", identifier) { state in
            state.contacts[identifier] == nil ? nil : ContactResource(id: "", email: identifier)
        }
    }

    func deleteContact(_ identifier: String) async throws(CallError) -> Bool {
        try call("delete", identifier) { state in state.contacts.removeValue(forKey: identifier) != nil }
    }

    func postEvent(_ identifier: String, _ event: EventRequest) async throws(CallError) -> EventResource? {
        try call("event", identifier) { state throws(CallError) in
            guard let contact = state.contacts[identifier] else { throw Self.refusal(404, "Not Found") }
            state.events.append(PostedEvent(email: identifier, name: event.name, params: event.params, fields: contact.fields))
            return nil
        }
    }

    func lists(search: String?) async throws(CallError) -> [ListResource] {
        try call("list", "search") { state in
            state.lists.filter { search == nil || $0.value.lowercased().hasPrefix(search!.lowercased()) }.map {
                ListResource(id: $0, name: $1)
            }
        }
    }

    func createList(name: String) async throws(CallError) -> ListResource {
        try call("list", "create \(name)") { state throws(CallError) in
            if let message = state.refused[name] { throw Self.refusal(422, message) }
            guard !state.lists.values.contains(name) else { throw Self.refusal(422, "name has already been taken") }
            state.nextID += 1
            state.lists[state.nextID] = name
            return ListResource(id: state.nextID, name: name)
        }
    }

    func renameList(_ id: Int64, to name: String) async throws(CallError) -> ListResource {
        try call("list", "rename \(name)") { state throws(CallError) in
            guard state.lists[id] != nil else { throw Self.refusal(404, "Not Found") }
            guard !state.lists.contains(where: { $0.value == name && $0.key != id }) else {
                throw Self.refusal(422, "name has already been taken")
            }
            state.lists[id] = name
            return ListResource(id: id, name: name)
        }
    }

    func deleteList(_ id: Int64) async throws(CallError) -> Bool {
        try call("list", "delete") { state in
            for email in state.contacts.keys { state.contacts[email]?.lists.remove(id) }
            return state.lists.removeValue(forKey: id) != nil
        }
    }

    func fields() async throws(CallError) -> [FieldResource] { try call("field", "index") { Array($0.fields.values) } }

    func createField(_ field: FieldRequest) async throws(CallError) -> FieldResource {
        try call("field", "create \(field.mergeTag)") { state throws(CallError) in
            if let message = state.refused[field.mergeTag] { throw Self.refusal(422, message) }
            guard !state.fields.values.contains(where: { $0.mergeTag == field.mergeTag }) else {
                throw Self.refusal(422, "merge_tag has already been taken")
            }
            state.nextID += 1
            let made = FieldResource(id: state.nextID, name: field.name, dataType: field.dataType ?? "", mergeTag: field.mergeTag)
            state.fields[made.id] = made
            return made
        }
    }

    func updateField(_ id: Int64, _ field: FieldRequest) async throws(CallError) -> FieldResource {
        try call("field", "update \(field.mergeTag)") { state throws(CallError) in
            guard let old = state.fields[id] else { throw Self.refusal(404, "Not Found") }
            for email in state.contacts.keys {
                if let value = state.contacts[email]?.fields.removeValue(forKey: old.mergeTag) {
                    state.contacts[email]?.fields[field.mergeTag] = value
                }
            }
            let changed = FieldResource(id: id, name: field.name, dataType: old.dataType, mergeTag: field.mergeTag)
            state.fields[id] = changed
            return changed
        }
    }

    func deleteField(_ id: Int64) async throws(CallError) -> Bool {
        try call("field", "delete") { state in
            guard let field = state.fields.removeValue(forKey: id) else { return false }
            for email in state.contacts.keys { state.contacts[email]?.fields[field.mergeTag] = nil }
            return true
        }
    }

    private static func ids(_ json: JSONValue?) -> [Int64] { (json?.arrayValue ?? []).compactMap(\.integerValue) }

    private static func apply(_ row: JSONValue, _ email: String, to state: inout State) {
        var contact = state.contacts[email] ?? Contact()
        for (tag, value) in row["fields"]?.objectValue ?? [:] {
            if value == .null { contact.fields.removeValue(forKey: tag) } else { contact.fields[tag] = value }
        }
        contact.lists.formUnion(ids(row["list_ids_included"]))
        contact.lists.subtract(ids(row["list_ids_excluded"]))
        state.contacts[email] = contact
    }
}
