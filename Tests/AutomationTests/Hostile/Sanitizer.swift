import Foundation

/// Whether the tests run under a sanitizer, whose own memory and time are in whatever a test measures: `LUNATION_SANITIZER`, which
/// scripts/test sets.
enum Sanitizer {
    static let name = ProcessInfo.processInfo.environment["LUNATION_SANITIZER"]
    static var isOff: Bool { name == nil }
}
