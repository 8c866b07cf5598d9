import ContactStore
import Contacts
import Lua

/// The global `field`: the custom fields themselves.
struct FieldBindings {
    let context: RunContext

    private var snapshot: Snapshot { context.snapshot }

    var module: LuaModule {
        let draft = LuaParameter("field", "{ name: string, type: string, tag: string? }")
        return LuaModule(
            name: "field", doc: "The custom fields.",
            members: [
                .function(
                    "create", doc: "Stages a new field; an error where there is one of the tag.", parameters: [draft], returns: ["Field"]
                ) { call in
                    call.push(Self.table(try create(try Draft(call))))
                    return 1
                },
                .function(
                    "ensure", doc: "The field of a tag, staged for creation where there is none.", parameters: [draft], returns: ["Field"]
                ) { call in
                    let draft = try Draft(call)
                    guard let field = snapshot.catalog.field(tagged: draft.tag) else {
                        call.push(Self.table(try create(draft)))
                        return 1
                    }
                    guard field.type == draft.type else {
                        throw call.usage("field '\(field.tag)' is there already and is \(field.type.rawValue), not \(draft.type.rawValue)")
                    }
                    call.push(Self.table(field))
                    return 1
                },
                .function(
                    "get", doc: "A field by its merge tag; nil where there is none.", parameters: [LuaParameter("tag", "string")],
                    returns: ["Field?"]
                ) { call in
                    let field = snapshot.catalog.field(tagged: try call.string(1))
                    call.push(field.map(Self.table) ?? .nil)
                    return 1
                },
                .function("all", doc: "Every field, in the order of creation.", returns: ["Field[]"]) { call in
                    call.push(.table(LuaTable(array: snapshot.catalog.fields.map(Self.table))))
                    return 1
                },
            ])
    }

    private func create(_ draft: Draft) throws -> Field {
        try snapshot.createField(name: draft.name, tag: draft.tag, type: draft.type)
    }

    static let shape = LuaShape(
        name: "Field", doc: "A custom field as a script reads it.",
        fields: [
            LuaParameter("id", "integer", "Its id."), LuaParameter("name", "string", "What people call it."),
            LuaParameter("tag", "string", "What scripts and CSV headers call it."),
            LuaParameter("type", "\"text\"|\"integer\"|\"float\"|\"boolean\"|\"date\"", "The type of its values."),
        ])

    private static func table(_ field: Field) -> LuaValue {
        .table(
            LuaTable(fields: [
                ("id", .integer(field.id)), ("name", .string(field.name)), ("tag", .string(field.tag)),
                ("type", .string(field.type.rawValue)),
            ]))
    }

    private struct Draft {
        let name: String
        let tag: String
        let type: ValueType

        init(_ call: LuaCall) throws {
            let table = try call.table(1)
            guard case .string(let name)? = table["name"] else { throw call.usage("a field needs a name") }
            guard case .string(let type)? = table["type"], let type = ValueType(rawValue: type), ValueType.fieldTypes.contains(type) else {
                throw call.usage("a field's type is text, integer, float, boolean or date")
            }
            self.name = name
            self.type = type
            if case .string(let tag)? = table["tag"] { self.tag = tag } else { self.tag = Field.tag(for: name) }
        }
    }
}
