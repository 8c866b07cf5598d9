import Contacts
import Lua

/// `event.params`: a property for each parameter.
final class EventParametersObject: LuaObject {
    static let luaClass = "EventParameters"

    static var declaration: LuaClass {
        LuaClass(
            name: luaClass, doc: "An event's parameters by name, to build expressions with.",
            members: [
                .metamethod(
                    "__index", doc: "The parameter of a name.", parameters: [LuaParameter("name", "string")],
                    returns: [PropertyObject.luaClass]
                ) { call in
                    call.push(PropertyObject(.eventParameter(try call.string(2))))
                    return 1
                }
            ])
    }
}
