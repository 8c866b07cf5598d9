import ContactStore
import Lua

/// Why a test failed: what happened, where, and what shows it.
public struct ScriptTestFailure: Sendable, Hashable, CustomStringConvertible {
    /// One line.
    public let message: String
    /// The test's or module's file; nil where the failure has no place.
    public let file: String?
    public let line: Int?
    /// The line's text.
    public let excerpt: String?
    /// Lines that show it: the differences, or where a script failed.
    public let details: [String]

    /// `tests/sunset_test.lua:12: the values differ`.
    public var description: String {
        switch (file, line) {
        case (let file?, let line?): "\(file):\(line): \(message)"
        case (let file?, nil): "\(file): \(message)"
        default: message
        }
    }

    init(message: String, file: String?, line: Int?, excerpt: String?, details: [String]) {
        self.message = message
        self.file = file
        self.line = line
        self.excerpt = excerpt
        self.details = details
    }

    init(_ error: LuaError) {
        file = error.script
        line = error.line
        excerpt = error.excerpt
        var details: [String] = []
        switch error.underlying {
        case let assertion as ScriptAssertion:
            message = assertion.description
            details = assertion.details
        case RunError.script(let script)?:
            message = error.message
            details = Self.place(script)
        default: message = error.message
        }
        self.details = details + Self.calls(error)
    }

    /// The failing line of a script and the calls that led to it.
    private static func place(_ error: LuaError) -> [String] {
        var lines: [String] = []
        if let line = error.line, let excerpt = error.excerpt { lines.append("\(line) | \(excerpt)") }
        return lines + calls(error)
    }

    private static func calls(_ error: LuaError) -> [String] {
        guard error.traceback.count > 1 else { return [] }
        let shown = error.traceback.prefix(10).map { frame in
            "at \(frame.script):\(frame.line)" + (frame.function.map { " in \($0)" } ?? "")
        }
        let rest = error.traceback.count - shown.count
        return shown + (rest > 0 ? ["and \(rest) more"] : [])
    }
}
