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
            return try table.array.map { .list(try list($0, call).id) }
        }
        func list(_ value: LuaValue, _ call: LuaCall) throws -> ContactList {
            switch value {
            case .string(let name):
                guard let list = snapshot.catalog.list(named: name) else {
                    throw call.usage("no list '\(name)'\(Suggestion.phrase(for: name, in: snapshot.catalog.lists.map(\.name)))")
                }
                return list
            case .integer(let id):
                guard let list = snapshot.catalog.list(id: id) else { throw call.usage("no list with id \(id)") }
                return list
            case .object(let object as ListObject): return object.list
            default: throw call.usage("a list is a name, an id or a list object, not a \(value.typeName)")
            }
        }
        return LuaClass(
            name: ListsPropertyObject.luaClass, doc: "Membership of lists, to build expressions with.", members: [
                .method("has", doc: "Is on a list.", parameters: [LuaParameter("list", "string|integer|List")], returns: ["Expression"]) { call in
                    call.push(FilterObject(.list(try call.list(2, in: snapshot).id)))
                    return 1
                },
                .method("has_any", doc: "Is on at least one of some lists.", parameters: [LuaParameter("lists", "(string|integer|List)[]")], returns: ["Expression"]) { call in
                    let filters = try lists(call)
                    call.push(FilterObject(filters.dropFirst().reduce(filters.first ?? !.all, Filter.or)))
                    return 1
                },
                .method("has_all", doc: "Is on all of some lists.", parameters: [LuaParameter("lists", "(string|integer|List)[]")], returns: ["Expression"]) { call in
                    call.push(FilterObject(try lists(call).reduce(.all, Filter.and)))
                    return 1
                },
            ])
    }
}
