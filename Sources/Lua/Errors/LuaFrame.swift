/// One call of a script that was in progress when an error happened.
public struct LuaFrame: Sendable, Equatable, CustomStringConvertible {
    public var script: String
    public var line: Int
    /// Name of the function as the script calls it; `nil` for the main chunk and for functions without a name.
    public var function: String?
    public var isMainChunk: Bool

    /// As in `sunset.lua:12: in function 'clean'`.
    public var description: String {
        if isMainChunk { return "\(script):\(line): in the main chunk" }
        guard let function else { return "\(script):\(line): in a function" }
        return "\(script):\(line): in function '\(function)'"
    }
}
