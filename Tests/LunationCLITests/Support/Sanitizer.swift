import Foundation

/// Under which sanitizer the tests run, if any: `LUNATION_SANITIZER`, which scripts/test sets.
enum Sanitizer {
    static let name = ProcessInfo.processInfo.environment["LUNATION_SANITIZER"]
    /// The thread sanitizer keeps what it notes in files of its own, which the limit would hit first.
    static var allowsLimitsOnFiles: Bool { name != "thread" }
}
