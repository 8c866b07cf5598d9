/// Why the token of an account could not be had. The token is in no message.
public enum TokenError: Error, Hashable, Sendable, CustomStringConvertible {
    case noVariable(String)
    case unreadable(path: String, reason: String)
    /// Others than its owner can read the file.
    case open(path: String, mode: UInt32)
    case command(String, status: Int32)
    case empty(String)
    /// It holds what no header can: spaces, line ends, controls.
    case malformed(String)

    public var description: String {
        switch self {
        case .noVariable(let name): "the variable \(name) is not set; it is to hold the account's API token"
        case .unreadable(let path, let reason): "cannot read the token's file \(path): \(reason)"
        case .open(let path, let mode):
            "the token's file \(path) is open to others (mode 0\(String(mode, radix: 8))); close it with 'chmod 600 \(path)'"
        case .command(let command, let status): "the command for the token, '\(command)', failed with exit code \(status)"
        case .empty(let source): "\(source) holds no token"
        case .malformed(let source): "what \(source) holds is no token: it has spaces, line ends or other characters that none has"
        }
    }
}
