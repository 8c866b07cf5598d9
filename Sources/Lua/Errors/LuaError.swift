/// An error of a script: what happened, and where in the script.
public struct LuaError: Error {
    public enum Kind: Sendable, Equatable {
        /// The text is not Lua.
        case syntax
        /// The script, or a host function it called, raised an error.
        case runtime
        case timeLimit
        case instructionLimit
        case memoryLimit
        /// Stopped through ``LuaInterrupt``.
        case interrupted
        /// A value has no counterpart on the other side: too deep, too large, cyclic, or of a foreign type.
        case conversion
        /// The state could not be made or used.
        case state
    }

    public var kind: Kind
    /// What happened, without the position.
    public var message: String
    /// Name of the script, as given when it was run.
    public var script: String?
    /// Line in the script, from 1.
    public var line: Int?
    /// The line's text, where it is known.
    public var excerpt: String?
    /// The script's calls in progress, innermost first. Frames of the host are left out.
    public var traceback: [LuaFrame]
    /// The host's error, if one of its functions threw it and the script did not handle it.
    public var underlying: (any Error)?

    public init(
        kind: Kind,
        message: String,
        script: String? = nil,
        line: Int? = nil,
        excerpt: String? = nil,
        traceback: [LuaFrame] = [],
        underlying: (any Error)? = nil
    ) {
        self.kind = kind
        self.message = message
        self.script = script
        self.line = line
        self.excerpt = excerpt
        self.traceback = traceback
        self.underlying = underlying
    }
}

extension LuaError: CustomStringConvertible {
    /// One line, as in `sunset.lua:12: attempt to index a nil value (local 'c')`.
    public var description: String {
        let message = Self.onOneLine(message)
        return switch (script, line) {
        case (let script?, let line?): "\(script):\(line): \(message)"
        case (let script?, nil): "\(script): \(message)"
        default: message
        }
    }
}
