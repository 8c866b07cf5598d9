/// Why an account cannot become a workspace's, with what to do about it.
public enum RemoteSetupError: Error, Hashable, Sendable, CustomStringConvertible {
    case notAURL(String)
    case limits(String)
    /// The server knows no such token.
    case refused(source: String)
    case noAccounts(source: String)
    case severalAccounts(known: String)
    case noSuchAccount(Int64, known: String)
    case noAccess(account: Int64, name: String, reason: String)

    /// Whether another command line would do.
    public var isUsage: Bool {
        switch self {
        case .notAURL, .limits, .severalAccounts, .noSuchAccount: true
        case .refused, .noAccounts, .noAccess: false
        }
    }

    public var description: String {
        switch self {
        case .notAURL(let text): "'\(text)' is no address of a server: it begins with https:// or http://"
        case .limits(let text): "'\(text)' are no rate limits: mailtrap, off, or three such as 150/10s,200/60s,10/60s"
        case .refused(let source): "the account did not accept the token from \(source) (401); is it whole, and still valid?"
        case .noAccounts(let source): "the token from \(source) reaches no account"
        case .severalAccounts(let known): "the token reaches several accounts, choose one with --account: \(known)"
        case .noSuchAccount(let account, let known):
            known.isEmpty
                ? "the token reaches no account \(account), and no other either"
                : "the token reaches no account \(account); it reaches \(known)"
        case .noAccess(let account, let name, let reason):
            "the token has no access to the contacts of account \(account) (\(name)): \(reason)"
        }
    }
}
