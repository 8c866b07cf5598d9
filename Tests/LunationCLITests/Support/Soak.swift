import Foundation

/// Whether tests may take their time: LUNATION_SOAK=1 asks for the long forms of those that do better for it.
enum Soak {
    static let isOn = ProcessInfo.processInfo.environment["LUNATION_SOAK"] == "1"
}
