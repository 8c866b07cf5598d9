import ContactStore
import Lua

/// A query of events as a script holds it: lazy, and good for any number of walks.
final class EventQueryObject: LuaObject {
    static let luaClass = "EventQuery"

    let query: EventQuery

    init(_ query: EventQuery) {
        self.query = query
    }
}
