import ContactStore
import Contacts
import Lua

/// `contact.fields`: a property for each custom field.
final class FieldsObject: LuaObject {
    static let luaClass = "Fields"

    static func declaration(_ context: RunContext) -> LuaClass {
        LuaClass(
            name: luaClass, doc: "The custom fields by merge tag, to build expressions with.",
            members: [
                .metamethod(
                    "__index", doc: "The field of a merge tag.", parameters: [LuaParameter("tag", "string")],
                    returns: [PropertyObject.luaClass]
                ) { call in
                    let tag = try call.string(2)
                    guard let field = context.snapshot.catalog.field(tagged: tag) else {
                        let phrase = Suggestion.phrase(for: tag, in: context.snapshot.catalog.fields.map(\.tag))
                        throw call.usage("no field \(call.quoted(tag))\(phrase)")
                    }
                    call.push(PropertyObject(.field(field)))
                    return 1
                }
            ])
    }
}
