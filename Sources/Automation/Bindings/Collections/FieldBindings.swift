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
                    call.push(FieldObject(try create(try Draft(call))))
                    return 1
                },
                .function(
                    "ensure", doc: "The field of a tag, staged for creation where there is none.", parameters: [draft], returns: ["Field"]
                ) { call in
                    let draft = try Draft(call)
                    guard let field = snapshot.catalog.field(tagged: draft.tag) else {
                        call.push(FieldObject(try create(draft)))
                        return 1
                    }
                    guard field.type == draft.type else {
                        throw call.usage("field '\(field.tag)' is there already and is \(field.type.rawValue), not \(draft.type.rawValue)")
                    }
                    call.push(FieldObject(field))
                    return 1
                },
                .function(
                    "get", doc: "A field by its merge tag; nil where there is none.", parameters: [LuaParameter("tag", "string")],
                    returns: ["Field?"]
                ) { call in
                    let field = snapshot.catalog.field(tagged: try call.string(1))
                    if let field { call.push(FieldObject(field)) } else { call.pushNil() }
                    return 1
                },
                .function("all", doc: "Every field, in the order of creation.", returns: ["Field[]"]) { call in
                    call.push(.table(LuaTable(array: snapshot.catalog.fields.map { .object(FieldObject($0)) })))
                    return 1
                },
            ])
    }

    private func create(_ draft: Draft) throws -> Field {
        try snapshot.createField(name: draft.name, tag: draft.tag, type: draft.type)
    }

    var declaration: LuaClass {
        func property(_ name: String, _ doc: String, _ type: String, _ value: @escaping (Field) -> LuaValue) -> LuaMember {
            .property(name, doc: doc, type: type) { call in
                call.push(value(try call.object(1, as: FieldObject.self).field))
                return 1
            }
        }
        return LuaClass(
            name: FieldObject.luaClass, doc: "A custom field.",
            members: [
                property("id", "Its id.", "integer") { .integer($0.id) },
                property("name", "Its name.", "string") { .string($0.name) },
                property("tag", "Its merge tag, by which scripts name it.", "string") { .string($0.tag) },
                property("type", "The type of its values.", "\"text\"|\"integer\"|\"float\"|\"boolean\"|\"date\"") {
                    .string($0.type.rawValue)
                },
                .method(
                    "delete",
                    doc: "Stages that it goes, with every contact's value of it; answers how many have one. An undo brings it back.",
                    returns: ["integer"]
                ) { call in
                    call.push(Int64(try snapshot.deleteField(call.object(1, as: FieldObject.self).field)))
                    return 1
                },
                .metamethod("__tostring", doc: "Its merge tag.", returns: ["string"]) { call in
                    call.push(try call.object(1, as: FieldObject.self).field.tag)
                    return 1
                },
            ])
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
