public import Lua

/// Why a run came to no end of its own.
public enum RunError: Error, CustomStringConvertible {
    /// The script failed, or a limit ended it.
    case script(LuaError)

    public var description: String {
        switch self {
        case .script(let error): error.description
        }
    }

    /// Whether a time, instruction or memory limit ended the script.
    public var isLimit: Bool {
        switch self {
        case .script(let error):
            switch error.kind {
            case .timeLimit, .instructionLimit, .memoryLimit: true
            default: false
            }
        }
    }
}
