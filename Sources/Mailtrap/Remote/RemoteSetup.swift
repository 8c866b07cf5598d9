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
        do {
            _ = try await ContactsAPI(settings: named, token: token).lists()
        } catch CallError.refused(let error) where error.status == 401 || error.status == 403 {
            throw RemoteSetupError.noAccess(account: chosen.id, name: chosen.name, reason: error.description)
        }
        return remote
    }

    private func accounts(_ api: ContactsAPI) async throws -> [AccountResource] {
        do {
            return try await api.accounts()
        } catch CallError.refused(let error) where error.status == 401 {
            throw RemoteSetupError.refused(source: tokenSource.title)
        } catch CallError.refused(let error) where (error.status == 403 || error.status == 404) && account != nil {
            // A token of narrow rights need not see the accounts.
            return [AccountResource(id: account ?? 0, name: "account \(account ?? 0)")]
        }
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
