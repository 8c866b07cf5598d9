import Contacts
import Lua

/// A field as a script holds it.
final class FieldObject: LuaObject {
    static let luaClass = "Field"

    let field: Field

    init(_ field: Field) {
        self.field = field
    }
}
