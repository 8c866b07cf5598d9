import Contacts
import Lua

/// A filter as a script holds it.
final class FilterObject: LuaObject {
    static let luaClass = "Expression"

    let filter: Filter
    var weight: Int { 64 + filter.weight }

    init(_ filter: Filter) {
        self.filter = filter
    }
}
