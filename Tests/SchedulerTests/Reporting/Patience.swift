import Foundation

/// Waits for what another thread does.
enum Patience {
    /// Far more than anything takes: what is waited for has to come, not to come soon.
    private static let limit: TimeInterval = 120

    /// Whether a condition was met.
    static func until(_ isMet: () throws -> Bool) rethrows -> Bool {
        let deadline = Date(timeIntervalSinceNow: limit)
        while Date() < deadline {
            if try isMet() { return true }
            Thread.sleep(forTimeInterval: 0.005)
        }
        return try isMet()
    }
}
