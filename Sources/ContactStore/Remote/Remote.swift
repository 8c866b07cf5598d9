public import Contacts

/// The live account that a workspace mirrors and writes back to.
public struct Remote: Hashable, Sendable {
    /// `mailtrap`.
    public var kind: String
    /// Without a slash at its end: `https://mailtrap.io`.
    public var baseURL: String
    public var account: Int64
    public var accountName: String
    /// Whether paths have the form `/api/accounts/{id}/contacts`, which says whose contacts are meant where a token reaches several
    /// accounts.
    public var namesAccount: Bool
    public var tokenSource: TokenSource
    /// The rate limits in words: `mailtrap`, `off`, or three limits such as `150/10s,200/60s,10/60s`.
    public var limits: String
    public var addedAt: Timestamp
    /// When the exports began that the mirror was made of; nil before the first pull.
    public var pulledAt: Timestamp?

    public static let mailtrapURL = "https://mailtrap.io"

    public init(
        kind: String = "mailtrap", baseURL: String = Remote.mailtrapURL, account: Int64, accountName: String, namesAccount: Bool = false,
        tokenSource: TokenSource, limits: String = "mailtrap", addedAt: Timestamp, pulledAt: Timestamp? = nil
    ) {
        self.kind = kind
        self.baseURL = baseURL
        self.account = account
        self.accountName = accountName
        self.namesAccount = namesAccount
        self.tokenSource = tokenSource
        self.limits = limits
        self.addedAt = addedAt
        self.pulledAt = pulledAt
    }
}
