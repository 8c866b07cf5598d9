import Foundation

/// Whether the long forms of tests are wanted: `LUNATION_SOAK=1`.
enum Soak {
    static let isFull = ProcessInfo.processInfo.environment["LUNATION_SOAK"] == "1"
}
