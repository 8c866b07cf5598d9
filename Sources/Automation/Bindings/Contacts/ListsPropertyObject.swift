import ContactStore
import Contacts
import Lua

/// `contact.lists`: membership as a condition.
final class ListsPropertyObject: LuaObject {
    static let luaClass = "ListsProperty"

    static func declaration(_ context: RunContext) -> LuaClass {
        let snapshot = context.snapshot
        func lists(_ call: LuaCall) throws -> [Filter] {
            let table = try call.table(2)
            guard table.fields.isEmpty else { throw call.usage("a list of lists expected, such as { \"A\", \"B\" }") }
            return try table.array.map { .list(try call.list($0, in: snapshot).id) }
        }
        return LuaClass(
            name: ListsPropertyObject.luaClass, doc: "Membership of lists, to build expressions with.",
            members: [
                .method("has", doc: "Is on a list.", parameters: [LuaParameter("list", "string|integer|List")], returns: ["Expression"]) {
                    call in
                    call.push(FilterObject(.list(try call.list(2, in: snapshot).id)))
                    return 1
                },
                .method(
                    "has_any", doc: "Is on at least one of some lists.", parameters: [LuaParameter("lists", "(string|integer|List)[]")],
                    returns: ["Expression"]
                ) { call in
                    call.push(FilterObject(.any(of: try lists(call))))
                    return 1
                },
                .method(
                    "has_all", doc: "Is on all of some lists.", parameters: [LuaParameter("lists", "(string|integer|List)[]")],
                    returns: ["Expression"]
                ) { call in
                    call.push(FilterObject(.every(of: try lists(call))))
                    return 1
                },
            ])
    }
}
