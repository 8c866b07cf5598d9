/// Where an account's API is, and how much patience calls have.
public struct APISettings: Sendable {
    /// Without a slash at its end.
    public var baseURL: String
    /// The account, where paths name it (`/api/accounts/{id}/contacts`); nil for the short form, in which the token says whose
    /// contacts are meant.
    public var account: Int64?
    /// How long a call may take; imports and downloads have ten times as long.
    public var timeout: Duration = .seconds(30)
    /// How often a call is tried that the server or the network has failed.
    public var attempts = 6
    /// How often a call is tried that the server has put off with 429.
    public var putOffs = 30
    /// The first wait between two attempts; it doubles from one to the next.
    public var firstWait: Duration = .milliseconds(500)
    /// The longest wait between two attempts. What a server asks for beyond it ends the call.
    public var longestWait: Duration = .seconds(120)
    /// Waits; tests have another way.
    public var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    public init(baseURL: String, account: Int64? = nil) {
        var url = baseURL
        while url.hasSuffix("/") { url.removeLast() }
        self.baseURL = url
        self.account = account
    }

    /// Whether tokens and addresses travel without encryption, as to a server on the same machine.
    var isPlain: Bool { baseURL.lowercased().hasPrefix("http://") }
}
