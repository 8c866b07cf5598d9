import ContactStore
import Contacts
import Lua

/// The global `list`, and one list.
struct ListBindings {
    let context: RunContext

    private var snapshot: Snapshot { context.snapshot }

    var module: LuaModule {
        let name = LuaParameter("name", "string")
        return LuaModule(
            name: "list", doc: "The lists that contacts can be on.",
            members: [
                .function(
                    "create", doc: "Stages a new list; an error where there is one of the name.", parameters: [name], returns: ["List"]
                ) { call in
                    call.push(ListObject(try snapshot.createList(call.string(1))))
                    return 1
                },
                .function(
                    "ensure", doc: "The list of a name, staged for creation where there is none.", parameters: [name], returns: ["List"]
                ) { call in
                    call.push(ListObject(try snapshot.ensureList(call.string(1))))
                    return 1
                },
                .function(
                    "get", doc: "A list by name or id; nil where there is none.",
                    parameters: [LuaParameter("name_or_id", "string|integer")], returns: ["List?"]
                ) { call in
                    let found =
                        try call.type(1) == .integer
                        ? snapshot.catalog.list(id: call.integer(1)) : snapshot.catalog.list(named: call.string(1))
                    if let found { call.push(ListObject(found)) } else { call.pushNil() }
                    return 1
                },
                .function("all", doc: "Every list, in the order of creation.", returns: ["List[]"]) { call in
                    call.push(.table(LuaTable(array: snapshot.catalog.lists.map { .object(ListObject($0)) })))
                    return 1
                },
            ])
    }

    var declaration: LuaClass {
        LuaClass(
            name: ListObject.luaClass, doc: "A list that contacts can be on.",
            members: [
                .property("id", doc: "Its id.", type: "integer") { call in
                    call.push(try call.object(1, as: ListObject.self).list.id)
                    return 1
                },
                .property("name", doc: "Its name, by now.", type: "string") { call in
                    call.push(name(try call.object(1, as: ListObject.self).list))
                    return 1
                },
                .method(
                    "rename", doc: "Stages another name for it.", parameters: [LuaParameter("name", "string")], returns: ["List"]
                ) { call in
                    let list = try call.list(1, in: snapshot)
                    call.push(ListObject(try snapshot.renameList(list, to: call.string(2))))
                    return 1
                },
                .method(
                    "delete", doc: "Stages that it goes, and everybody off it; answers how many were on it. An undo brings it back.",
                    returns: ["integer"]
                ) { call in
                    call.push(Int64(try snapshot.deleteList(call.list(1, in: snapshot))))
                    return 1
                },
                .method("count", doc: "How many contacts are on it, what is staged included.", returns: ["integer"]) { call in
                    call.push(Int64(try snapshot.memberCount(of: call.object(1, as: ListObject.self).list)))
                    return 1
                },
                .metamethod("__tostring", doc: "Its name.", returns: ["string"]) { call in
                    call.push(name(try call.object(1, as: ListObject.self).list))
                    return 1
                },
                .metamethod(
                    "__eq", doc: "Whether two are the same list.", parameters: [LuaParameter("other", "List")], returns: ["boolean"]
                ) { call in
                    let other = call.objectIfAny(2, as: ListObject.self)
                    call.push(call.objectIfAny(1, as: ListObject.self)?.list.id == other?.list.id)
                    return 1
                },
            ])
    }

    private func name(_ list: ContactList) -> String { snapshot.catalog.list(id: list.id)?.name ?? list.name }
}
