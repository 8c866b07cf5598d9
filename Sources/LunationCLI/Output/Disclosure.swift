import Lunation
import Synchronization

/// Whether this start of the program was asked to show contact data, and whether it has hidden any.
///
/// It is known before the arguments are parsed, since the parser's own errors quote them.
enum Disclosure {
    static let name = "show-data"
    private static let asked = Mutex(CommandLine.arguments.contains("--" + name))
    private static let hasHidden = Mutex(false)

    static var isAsked: Bool { asked.withLock { $0 } }

    /// Somebody who types at a console has asked for what it says.
    static func ask() { asked.withLock { $0 = true } }

    /// A text for the errors' stream.
    static func shown(_ text: String) -> String {
        guard !isAsked else { return text }
        let masked = AddressMask.masked(text)
        if masked.contains("‹") { hide() }
        return masked
    }

    /// The words of an error that knows contact data.
    static func words(_ error: any DataBearing) -> String {
        if !isAsked, error.words(showingData: true) != error.words(showingData: false) { hide() }
        return error.words(showingData: isAsked)
    }

    private static func hide() { hasHidden.withLock { $0 = true } }

    /// Says once, at the end, how to see what was hidden.
    static func tell() {
        guard !isAsked, hasHidden.withLock({ $0 }) else { return }
        Terminal.standardError.write("note: contact data is hidden above; --\(name) shows it\n")
    }
}
