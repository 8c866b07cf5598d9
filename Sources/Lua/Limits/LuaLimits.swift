/// What a script may use.
///
/// Time and instructions are counted for each outermost ``LuaState/run(_:name:)`` or ``LuaState/call(_:_:)``; memory
/// belongs to the state as a whole. `nil` means no limit.
public struct LuaLimits: Sendable, Equatable {
    /// Wall-clock time, on a monotonic clock; compiling the script counts.
    public var time: Duration?
    /// Instructions of Lua's virtual machine; work done in C (patterns, sorting) is charged as if it were instructions.
    public var instructions: Int?
    /// Bytes that the state may hold at any time.
    public var memory: Int?
    /// Bytes of one script or module.
    public var sourceSize: Int
    /// Bytes of one text given to `load` by a script.
    public var loadSize: Int

    public init(
        time: Duration? = nil,
        instructions: Int? = nil,
        memory: Int? = nil,
        sourceSize: Int = 1 << 20,
        loadSize: Int = 64 << 10
    ) {
        self.time = time
        self.instructions = instructions
        self.memory = memory
        self.sourceSize = sourceSize
        self.loadSize = loadSize
    }
}
