import Glibc

/// A standard stream. On that of errors, which logs keep, addresses are hidden unless they were asked for.
struct Terminal: Sendable {
    private let descriptor: Int32
    private var isMasked = false

    static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
    static let standardError = Terminal(descriptor: STDERR_FILENO, isMasked: true)
    /// For the program's own words, whose examples have addresses.
    static let help = Terminal(descriptor: STDERR_FILENO)

    /// Whether a person reads it.
    var isInteractive: Bool { isatty(descriptor) == 1 }

    /// Colour on a terminal, never with NO_COLOR (no-color.org) or on a dumb one.
    var style: Style {
        let isPlain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false || getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
        return Style(hasColour: isInteractive && !isPlain)
    }

    func write(_ text: String) {
        var text = isMasked ? Disclosure.shown(text) : text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    guard descriptor == STDOUT_FILENO else { return }
                    // An answer that nobody gets in full must not look like one.
                    let reason = String(cString: strerror(errno))
                    Terminal.standardError.write("error: cannot write standard output (\(reason)); what the command did stays done\n")
                    exit(ExitStatus.unusable.rawValue)
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }
}
