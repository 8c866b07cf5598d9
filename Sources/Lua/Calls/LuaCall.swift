import CLua
import CLuaBridge

/// A call of a host function by a script: its arguments and results. It is valid inside the body only.
///
/// Arguments count from 1. In a method, argument 1 is the object.
public struct LuaCall {
    let thread: OpaquePointer
    unowned(unsafe) let closure: LuaClosure
    /// Number of arguments.
    public let count: Int

    init(thread: OpaquePointer, closure: LuaClosure) {
        self.thread = thread
        self.closure = closure
        count = Int(lua_gettop(thread))
    }

    public var state: LuaState { closure.state }

    /// Name under which the function was registered.
    public var functionName: String { closure.name }

    /// Line of the script's innermost call in progress.
    public var currentLine: Int? { position?.line }

    /// Name of the script that ``currentLine`` is in.
    public var scriptName: String? { position?.script }

    /// Script and line of the innermost call in progress.
    public var position: (script: String, line: Int)? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { name in
            let line = clua_position(thread, name.baseAddress, name.count)
            guard line > 0, let start = name.baseAddress else { return nil }
            return (String(cString: start), Int(line))
        }
    }
}
