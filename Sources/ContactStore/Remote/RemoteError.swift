/// Why a store cannot mirror an account, with what to do about it.
public enum RemoteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It mirrors another one.
    case other(account: Int64, name: String)
    case none
    /// Changes are queued for the account.
    case queued(count: Int)

    public var description: String {
        switch self {
        case .other(let account, let name):
            "the workspace mirrors account \(account) (\(name)) already; 'lunation remote remove' parts it from that first"
        case .queued(let count):
            "\(count) change\(count == 1 ? " is" : "s are") queued for the account; 'lunation sync push' delivers them, "
                + "'lunation remote remove --force' forgets them"
        case .none: "the workspace mirrors no account; 'lunation remote add mailtrap' adds one"
        }
    }
}
