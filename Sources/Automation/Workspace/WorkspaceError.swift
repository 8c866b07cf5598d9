/// Why a workspace cannot be used, with what to do about it.
public enum WorkspaceError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(path: String)
    case alreadyExists(path: String)
    case unwritable(path: String, reason: String)
    case badConfiguration(path: String, reason: String)

    public var description: String {
        switch self {
        case .missing(let path): "no workspace in \(path); create one with 'lunation init' or name one with --workspace"
        case .alreadyExists(let path): "\(path) is a workspace already"
        case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
        case .badConfiguration(let path, let reason): "\(path): \(reason)"
        }
    }
}
