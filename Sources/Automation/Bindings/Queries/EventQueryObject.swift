import ContactStore
import Contacts
import Lua

/// A query of events as a script holds it: lazy, and good for any number of walks.
final class EventQueryObject: LuaObject {
    static let luaClass = "EventQuery"

    let query: EventQuery
    var weight: Int { 128 + query.filter.weight + 64 * query.order.count }

    init(_ query: EventQuery) {
        self.query = query
    }
}
