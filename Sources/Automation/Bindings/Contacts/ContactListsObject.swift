import ContactStore
import Contacts
import Lua

/// The lists that one contact is on.
final class ContactListsObject: LuaObject {
    static let luaClass = "ContactLists"

    let key: ContactKey

    init(key: ContactKey) {
        self.key = key
    }

    static func declaration(_ context: RunContext) -> LuaClass {
        let snapshot = context.snapshot
        func names(_ call: LuaCall) throws -> [String] {
            try snapshot.lists(of: call.object(1, as: ContactListsObject.self).key).map(\.name)
        }
        return LuaClass(
            name: ContactListsObject.luaClass, doc: "The lists that a contact is on.",
            members: [
                .method(
                    "has", doc: "Whether it is on a list.", parameters: [LuaParameter("list", "string|integer|List")], returns: ["boolean"]
                ) { call in
                    let key = try call.object(1, as: ContactListsObject.self).key
                    call.push(try snapshot.isMember(key, of: try call.list(2, in: snapshot)))
                    return 1
                },
                .method("names", doc: "Their names, sorted.", returns: ["string[]"]) { call in
                    call.push(.table(LuaTable(array: try names(call).map { .string($0) })))
                    return 1
                },
                .metamethod("__len", doc: "How many they are.", returns: ["integer"]) { call in
                    call.push(Int64(try names(call).count))
                    return 1
                },
                .metamethod("__pairs", doc: "Number and name of each.", returns: ["fun(): integer?, string?"]) { call in
                    var rest = try names(call)[...]
                    var index: Int64 = 0
                    call.pushFunction { call in
                        guard let name = rest.popFirst() else {
                            call.pushNil()
                            return 1
                        }
                        index += 1
                        call.push(index)
                        call.push(name)
                        return 2
                    }
                    return 1
                },
            ])
    }
}
