/// Why a text is not Lua 5.4.
public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String
    /// From 1.
    public let line: Int

    public var description: String { "\(line): \(message)" }
}
