import Lua

/// A test as its file declares it.
struct ScriptTestCase {
    let name: String
    let line: Int?
    let body: LuaFunction
}
