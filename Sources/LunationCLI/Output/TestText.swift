import Formats
import Lunation

/// Results of tests, for people and as JSON.
enum TestText {
    /// A line for a test, and what shows its failure.
    static func lines(_ result: ScriptTestResult, _ style: Style) -> [String] {
        let time = style.dim("(\(milliseconds(result.seconds)))")
        guard let failure = result.failure else { return ["  \(style.green("✓")) \(result.name) \(time)"] }
        var lines = ["  \(style.red("✗")) \(style.bold(result.name)) \(time)", "      " + style.red(failure.description)]
        if let line = failure.line, let excerpt = failure.excerpt { lines.append("        \(line) | \(excerpt)") }
        lines += failure.details.map { "        " + $0 }
        if !result.output.isEmpty {
            lines.append("      what it printed and logged:")
            lines += result.output.map { "        " + style.dim($0) }
        }
        return lines
    }

    /// `12 tests, 1 failed, in 0.08 s`.
    static func summary(_ suites: [ScriptTestSuite], _ style: Style) -> String {
        let (count, failures) = counts(suites)
        let result = failures == 0 ? style.green("all passed") : style.red("\(Numbers.text(failures)) failed")
        return "\n\(Numbers.count(count, "test")), \(result), in \(Numbers.seconds(suites.reduce(0) { $0 + $1.seconds }))"
    }

    static func json(_ suites: [ScriptTestSuite]) -> JSONValue {
        let (count, failures) = counts(suites)
        return [
            "tests": .integer(Int64(count)), "failed": .integer(Int64(failures)),
            "seconds": .number(suites.reduce(0) { $0 + $1.seconds }),
            "files": .array(suites.map { ["file": .string($0.file), "tests": .array($0.results.map(json))] }),
        ]
    }

    private static func json(_ result: ScriptTestResult) -> JSONValue {
        [
            "name": .string(result.name), "line": number(result.line), "status": result.isPassed ? "passed" : "failed",
            "seconds": .number(result.seconds), "failure": result.failure.map(json) ?? .null,
            "output": .array(result.output.map { .string($0) }),
        ]
    }

    private static func json(_ failure: ScriptTestFailure) -> JSONValue {
        [
            "message": .string(failure.message), "file": failure.file.map { .string($0) } ?? .null, "line": number(failure.line),
            "excerpt": failure.excerpt.map { .string($0) } ?? .null, "details": .array(failure.details.map { .string($0) }),
        ]
    }

    private static func number(_ number: Int?) -> JSONValue { number.map { .integer(Int64($0)) } ?? .null }

    private static func counts(_ suites: [ScriptTestSuite]) -> (tests: Int, failures: Int) {
        (suites.reduce(0) { $0 + $1.results.count }, suites.reduce(0) { $0 + $1.failures })
    }

    private static func milliseconds(_ seconds: Double) -> String {
        seconds < 1 ? "\(Int((seconds * 1_000).rounded())) ms" : Numbers.seconds(seconds)
    }
}
