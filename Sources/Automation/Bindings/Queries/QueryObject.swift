import ContactStore
import Lua

/// A query as a script holds it: lazy, and good for any number of walks.
final class QueryObject: LuaObject {
    static let luaClass = "Query"

    let query: ContactQuery
    var weight: Int { query.weight }

    init(_ query: ContactQuery) {
        self.query = query
    }
}
