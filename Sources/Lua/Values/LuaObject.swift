/// Name of a registered ``LuaClass``.
public typealias LuaClassName = String

/// A Swift object that scripts can hold. Its members are those of the ``LuaClass`` registered under its name.
public protocol LuaObject: AnyObject {
    static var luaClass: LuaClassName { get }
    /// Bytes that it keeps, roughly: the memory limit counts them while a script holds it. It is asked once, when the object
    /// is given to a script.
    var weight: Int { get }
}

extension LuaObject {
    public var weight: Int { 128 }
}
