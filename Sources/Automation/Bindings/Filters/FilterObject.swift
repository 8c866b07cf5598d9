import Contacts
import Lua

/// A filter as a script holds it.
final class FilterObject: LuaObject {
    static let luaClass = "Expression"

    let filter: Filter

    init(_ filter: Filter) {
        self.filter = filter
    }
}
