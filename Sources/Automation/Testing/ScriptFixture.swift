import ContactStore
import Contacts
import Lua

/// A contact as a test puts it into its store: what scripts may not set too, such as the day it was created.
struct ScriptFixture {
    private let email: EmailAddress
    private var status: SubscriptionStatus?
    private var fields: [(Field, Value)] = []
    private var lists: [ContactList] = []
    private var createdAt: Timestamp?
    private var id: UUIDv7?

    private static let names = ["email", "status", "fields", "lists", "created_at", "id"]

    init(_ table: LuaTable, _ call: LuaCall, _ bench: ScriptTestBench) throws {
        let snapshot = try bench.staging()
        guard case .string(let text)? = table["email"] else { throw call.usage("a contact needs an email") }
        email = try Self.email(text, call)
        guard table.array.isEmpty else { throw call.usage("a contact is a table of names and values, { email = \"ann@example.com\" }") }
        for (name, value) in table.fields where name != "email" {
            switch (name, value) {
            case ("status", .string(let word)):
                guard let status = SubscriptionStatus(rawValue: word) else {
                    throw call.usage(
                        "a status is subscribed or unsubscribed, not '\(word)'"
                            + Suggestion.phrase(for: word, in: SubscriptionStatus.allCases.map(\.rawValue)))
                }
                self.status = status
            case ("fields", .table(let values)) where values.array.isEmpty:
                fields = try values.fields.map { try Self.field($0.key, $0.value, snapshot, call) }
            case ("lists", .table(let values)) where values.fields.isEmpty:
                lists = try values.array.map { try Self.list($0, snapshot, call) }
            case ("created_at", .string(let text)): createdAt = try Self.instant(text, bench.clock.zone, call)
            case ("id", .string(let text)):
                guard let id = UUIDv7(text) else { throw call.usage("an id is a UUID, not '\(text)'") }
                self.id = id
            default:
                guard Self.names.contains(name) else {
                    throw call.usage("a contact has no '\(name)'\(Suggestion.phrase(for: name, in: Self.names))")
                }
                throw call.usage("a contact's '\(name)' cannot be a \(value.typeName)")
            }
        }
    }

    /// Stages it in the bench's fixtures.
    func add(to bench: ScriptTestBench) throws {
        let snapshot = try bench.staging()
        let created = createdAt ?? bench.clock.now
        let key = try snapshot.createContact(email, status: status ?? .subscribed, id: id ?? bench.nextID(at: created), createdAt: created)
        try stage(on: key, in: snapshot)
    }

    /// Stages it as a change to the contact of its address.
    func change(_ call: LuaCall, _ bench: ScriptTestBench) throws {
        guard createdAt == nil, id == nil else { throw call.usage("a contact's id and created_at do not change") }
        let snapshot = try bench.staging()
        guard let key = try snapshot.key(of: email) else {
            throw call.usage("there is no contact \(email); put it in with t.contact first")
        }
        if let status { try snapshot.stage(status == .subscribed ? .resubscribe : .unsubscribe(), on: key) }
        try stage(on: key, in: snapshot)
    }

    private func stage(on key: ContactKey, in snapshot: Snapshot) throws {
        for (field, value) in fields { try snapshot.stage(.set(field, value), on: key) }
        for list in lists { try snapshot.stage(.join(list), on: key) }
    }

    static func email(_ text: String, _ call: LuaCall) throws -> EmailAddress {
        do throws(EmailProblem) {
            return try EmailAddress(text)
        } catch {
            throw call.usage("email \(error)")
        }
    }

    /// A time, or the first moment of a day.
    static func instant(_ text: String, _ zone: Zone, _ call: LuaCall) throws -> Timestamp {
        if let date = CalendarDate(text) { return try call.checked(zone.instant(of: date)) }
        guard let instant = Timestamp(text) else { throw call.usage("'\(text)' is neither a date (yyyy-mm-dd) nor a time (ISO 8601)") }
        return instant
    }

    private static func field(_ tag: String, _ value: LuaValue, _ snapshot: Snapshot, _ call: LuaCall) throws -> (Field, Value) {
        guard let field = snapshot.catalog.field(tagged: tag) else {
            let phrase = Suggestion.phrase(for: tag, in: snapshot.catalog.fields.map(\.tag))
            throw call.usage("no field '\(tag)'\(phrase); t.field { name = \"\(tag)\", type = \"text\" } makes one")
        }
        guard let plain = Value(value) else { throw call.usage("field '\(tag)' cannot hold a \(value.typeName)") }
        do throws(Invalid) {
            return (field, try field.validated(plain))
        } catch {
            throw call.usage("field '\(error.attribute)' \(error.message)")
        }
    }

    private static func list(_ value: LuaValue, _ snapshot: Snapshot, _ call: LuaCall) throws -> ContactList {
        guard case .string(let name) = value else { throw call.usage("a list is a name, not a \(value.typeName)") }
        guard let list = snapshot.catalog.list(named: name) else {
            let phrase = Suggestion.phrase(for: name, in: snapshot.catalog.lists.map(\.name))
            throw call.usage("no list '\(name)'\(phrase); t.list \"\(name)\" makes one")
        }
        return list
    }
}
