public import ContactStore
public import Contacts

/// Finds the account that a token reaches, and makes it a store's.
public struct RemoteSetup: Sendable {
    public var baseURL = Remote.mailtrapURL
    /// The account to take where there are several.
    public var account: Int64?
    /// Whether paths name the account even where there is one alone.
    public var namesAccount = false
    public var limits = "mailtrap"
    public var tokenSource: TokenSource

    public init(tokenSource: TokenSource) {
        self.tokenSource = tokenSource
    }

    /// Asks the server for the account and answers it with how it is reached. Nothing is stored.
    ///
    /// - Throws: ``TokenError``, ``RemoteSetupError``, ``CallError``.
    public func resolve(now: Timestamp) async throws -> Remote {
        let parts = baseURL.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, ["http:", "https:"].contains(parts[0].lowercased()), parts[1].isEmpty, !parts[2].isEmpty else {
            throw RemoteSetupError.notAURL(baseURL)
        }
        guard RateLimits.setting(limits) != nil else { throw RemoteSetupError.limits(limits) }
        let settings = APISettings(baseURL: baseURL)
        let token = try tokenSource.token()
        let accounts = try await accounts(ContactsAPI(settings: settings, token: token))
        let chosen = try choose(among: accounts)
        let remote = Remote(
            baseURL: settings.baseURL, account: chosen.id, accountName: chosen.name, namesAccount: namesAccount || accounts.count > 1,
            tokenSource: tokenSource, limits: limits, addedAt: now)
        var named = settings
        named.account = remote.namesAccount ? chosen.id : nil
        if let reason = try await refusal(of: ContactsAPI(settings: named, token: token)) {
            throw RemoteSetupError.noAccess(account: chosen.id, name: chosen.name, reason: reason)
        }
        return remote
    }

    private func accounts(_ api: ContactsAPI) async throws -> [AccountResource] {
        let problem: CallError
        do {
            return try await api.accounts()
        } catch {
            problem = error
        }
        switch (problem.status, account) {
        case (401, _): throw RemoteSetupError.refused(source: tokenSource.title)
        // A token of narrow rights need not see the accounts.
        case (403, let account?), (404, let account?): return [AccountResource(id: account, name: "account \(account)")]
        default: throw problem
        }
    }

    /// Why the token has no access to the account's contacts; nil where it has.
    private func refusal(of api: ContactsAPI) async throws(CallError) -> String? {
        let problem: CallError
        do {
            _ = try await api.lists()
            return nil
        } catch {
            problem = error
        }
        guard case .refused(let error) = problem, error.status == 401 || error.status == 403 else { throw problem }
        return error.description
    }

    private func choose(among accounts: [AccountResource]) throws(RemoteSetupError) -> AccountResource {
        let known = accounts.map { "\($0.id) (\($0.name))" }.joined(separator: ", ")
        if let account {
            guard let found = accounts.first(where: { $0.id == account }) else { throw .noSuchAccount(account, known: known) }
            return found
        }
        guard let first = accounts.first else { throw .noAccounts(source: tokenSource.title) }
        guard accounts.count == 1 else { throw .severalAccounts(known: known) }
        return first
    }
}
