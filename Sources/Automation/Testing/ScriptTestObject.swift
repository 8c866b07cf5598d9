import Lua

/// `t`: what a test is given. What it does is the running test's.
final class ScriptTestObject: LuaObject {
    static let luaClass = "Test"
}
