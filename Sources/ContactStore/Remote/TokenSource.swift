/// Where the token of a live account is found. The token itself is stored nowhere.
public enum TokenSource: Hashable, Sendable {
    /// A variable of the environment, by its name.
    case environment(String)
    /// A file that nobody but its owner can read, by its path.
    case file(String)
    /// A command that the shell runs, whose first line of output is the token.
    case command(String)

    /// `the variable MAILTRAP_API_TOKEN`, `the file /etc/lunation/token`, `the command 'pass show mailtrap'`.
    public var title: String {
        switch self {
        case .environment(let name): "the variable \(name)"
        case .file(let path): "the file \(path)"
        case .command(let command): "the command '\(command)'"
        }
    }

    /// `env`, `file`, `command`: what the store keeps.
    public var kind: String {
        switch self {
        case .environment: "env"
        case .file: "file"
        case .command: "command"
        }
    }

    /// The name, path or command.
    public var text: String {
        switch self {
        case .environment(let text), .file(let text), .command(let text): text
        }
    }

    init?(kind: String, text: String) {
        switch kind {
        case "env": self = .environment(text)
        case "file": self = .file(text)
        case "command": self = .command(text)
        default: return nil
        }
    }
}
