import Foundation
import Glibc

/// The memory of this process, in bytes, as the kernel counts it.
enum RunMemory {
    /// Gives back to the kernel what the allocator keeps; Swift's module of the C library has no declaration of it.
    private static func trim() {
        typealias Trim = @convention(c) (Int) -> Int32
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: Trim.self)(0)
    }

    /// What is left once the allocator has given back what it can.
    static var resident: Int {
        trim()
        return status("VmRSS")
    }

    /// The most that it has been since ``forgetPeak()``.
    static var peak: Int { status("VmHWM") }

    static func forgetPeak() {
        trim()
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    }

    private static func status(_ name: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") } ?? ""
        return (line.split(separator: " ").dropLast().last.flatMap { Int($0) } ?? 0) << 10
    }
}
