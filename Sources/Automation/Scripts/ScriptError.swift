/// Why a script cannot be run, before Lua has seen it, or with the words that Lua has none for.
public enum ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    /// A file that lies elsewhere than in the workspace, where a script of the workspace is asked for.
    case outside(path: String)
    /// A wrong use of a binding; the border adds script and line.
    case usage(String)

    public var description: String {
        switch self {
        case .unreadable(_, let reason): reason
        case .outside(let path): "\(path) lies outside of the workspace; put it into its folder scripts"
        case .usage(let message): message
        }
    }
}
