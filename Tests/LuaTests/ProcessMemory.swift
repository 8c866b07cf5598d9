import Foundation

/// The memory of this process, in bytes, as the kernel counts it.
enum ProcessMemory {
    static var resident: Int { status("VmRSS") }
    /// The most that it has been since ``forgetPeak()``.
    static var peak: Int { status("VmHWM") }

    /// Gives back what the heap holds and nobody uses, so that ``resident`` does not tell of holes.
    static func trim() {
        typealias Trim = @convention(c) (Int) -> Int32
        guard let function = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(function, to: Trim.self)(0)
    }

    static func forgetPeak() {
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    }

    private static func status(_ name: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") } ?? ""
        return (line.split(separator: " ").dropLast().last.flatMap { Int($0) } ?? 0) << 10
    }
}
