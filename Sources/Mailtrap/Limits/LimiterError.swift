import Glibc

/// The file that the processes of a workspace share their rate limits through cannot be used.
public struct LimiterError: Error, Hashable, Sendable, CustomStringConvertible {
    public let path: String
    public let reason: String

    init(path: String, _ code: Int32) {
        self.path = path
        reason = String(cString: strerror(code))
    }

    public var description: String { "cannot keep the rate limits in \(path): \(reason)" }
}
