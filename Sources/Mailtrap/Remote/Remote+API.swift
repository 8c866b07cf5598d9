public import ContactStore
import Glibc

extension Remote {
    /// The account's API, with the token and the rate limits that the workspace's processes share.
    ///
    /// - Parameters:
    ///   - folder: the workspace's.
    ///   - adjust: changes how patient calls are.
    /// - Throws: ``TokenError``.
    public func api(folder: String, adjust: (inout APISettings) -> Void = { _ in }) throws -> ContactsAPI {
        var settings = APISettings(baseURL: baseURL, account: namesAccount ? account : nil)
        adjust(&settings)
        return ContactsAPI(settings: settings, token: try tokenSource.token(), limiter: limiter(folder: folder))
    }

    /// Nil where the limits are off.
    public func limiter(folder: String) -> (any RateLimiter)? {
        guard let limits = RateLimits.setting(self.limits) ?? .mailtrap else { return nil }
        mkdir(folder + "/.lunation", 0o700)
        return SharedRateLimiter(path: folder + "/.lunation/limits", limits: limits, clock: BootClock())
    }
}
