import ContactStore
import Contacts
import Lua

/// What `contact.create` and `contact.upsert` are given.
struct ContactDraft {
    let email: EmailAddress
    var fields: [(Field, Value?)] = []
    var lists: [ContactList] = []

    init(_ call: LuaCall, _ index: Int, _ context: RunContext) throws {
        let table = try call.table(index)
        guard case .string(let text)? = table["email"] else { throw call.usage("a contact needs an email") }
        do throws(EmailProblem) {
            email = try EmailAddress(text)
        } catch {
            throw call.usage("email \(error)")
        }
        for (name, value) in table.fields {
            switch (name, value) {
            case ("email", _): continue
            case ("fields", .table(let values)):
                for (tag, value) in values.fields { fields.append(try Self.field(tag, value, call, context)) }
            case ("lists", .table(let values)) where values.fields.isEmpty:
                lists = try values.array.map { try call.list($0, in: context.snapshot) }
            case ("fields", _), ("lists", _):
                throw call.usage(
                    "a contact's '\(name)' is a table, as in \(name == "lists" ? "lists = { \"VIP\" }" : "fields = { plan = \"pro\" }")")
            default:
                throw call.usage(
                    "a contact has no \(call.quoted(name)) to set\(Suggestion.phrase(for: name, in: ["email", "fields", "lists"]))")
            }
        }
    }

    private static func field(_ tag: String, _ value: LuaValue, _ call: LuaCall, _ context: RunContext) throws -> (Field, Value?) {
        guard let field = context.snapshot.catalog.field(tagged: tag) else {
            throw call.usage("no field \(call.quoted(tag))\(Suggestion.phrase(for: tag, in: context.snapshot.catalog.fields.map(\.tag)))")
        }
        guard let plain = Value(value) else { throw call.usage("field '\(tag)' cannot hold a \(value.typeName)") }
        do throws(Invalid) {
            return (field, try field.validated(plain.dated(for: field, in: context.clock.zone)))
        } catch {
            throw call.usage("field '\(error.attribute)' \(error.message)")
        }
    }
}
