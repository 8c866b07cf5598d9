import Formats
import Lunation

/// An account that a workspace mirrors, for people and as JSON. Its token is nowhere in it.
enum RemoteText {
    static func lines(_ remote: Remote, _ style: Style) -> [String] {
        [
            style.bold("account \(remote.account) (\(remote.accountName))"),
            "  at      \(remote.baseURL)" + (remote.namesAccount ? "/api/accounts/\(remote.account)" : ""),
            "  token   from \(remote.tokenSource.title)",
            "  limits  \(remote.limits)",
            "  " + MirrorText.line(remote.mirrorAge, style),
        ]
    }

    static func json(_ remote: Remote) -> JSONValue {
        [
            "kind": .string(remote.kind), "base_url": .string(remote.baseURL), "account": .integer(remote.account),
            "account_name": .string(remote.accountName), "account_paths": .bool(remote.namesAccount),
            "token": ["from": .string(remote.tokenSource.kind), "name": .string(remote.tokenSource.text)],
            "limits": .string(remote.limits), "added_at": .string(remote.addedAt.description),
            "mirror": MirrorText.json(remote.mirrorAge),
        ]
    }
}
