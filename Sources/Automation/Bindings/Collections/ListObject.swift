import Contacts
import Lua

/// A list as a script holds it.
final class ListObject: LuaObject {
    static let luaClass = "List"

    let list: ContactList

    init(_ list: ContactList) {
        self.list = list
    }
}
