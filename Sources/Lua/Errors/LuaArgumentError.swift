/// A host function was called with the wrong argument.
public struct LuaArgumentError: Error, Equatable, CustomStringConvertible {
    /// As in `bad argument #1 to 'get' (string expected, got nil)`.
    public let description: String

    public init(description: String) {
        self.description = description
    }
}
