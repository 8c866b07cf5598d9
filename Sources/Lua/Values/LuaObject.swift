/// Name of a registered ``LuaClass``.
public typealias LuaClassName = String

/// A Swift object that scripts can hold. Its members are those of the ``LuaClass`` registered under its name.
public protocol LuaObject: AnyObject {
    static var luaClass: LuaClassName { get }
}
