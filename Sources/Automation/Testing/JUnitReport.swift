public import Formats

/// Results of tests in the XML that build servers read.
///
/// Source: the schema of Apache Ant's JUnit task, as Jenkins and GitLab take it: suites, cases, failures, output.
public struct JUnitReport {
    private let suites: [ScriptTestSuite]

    public init(_ suites: [ScriptTestSuite]) {
        self.suites = suites
    }

    /// Writes it to a file, which appears when it is complete.
    public func write(to path: String) throws(FormatError) {
        let writer = try ByteWriter(path: path)
        do throws(FormatError) {
            try writer.write(xml)
            try writer.close()
        } catch {
            writer.discard()
            throw error
        }
    }

    /// The document.
    public var xml: String {
        let counts = Self.counts(
            suites.reduce(0) { $0 + $1.results.count }, suites.reduce(0) { $0 + $1.failures }, suites.reduce(0) { $0 + $1.seconds })
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites\(counts)>
            \(suites.map(Self.suite).joined())</testsuites>

            """
    }

    private static func suite(_ suite: ScriptTestSuite) -> String {
        let counts = counts(suite.results.count, suite.failures, suite.seconds)
        return """
              <testsuite\(attribute("name", suite.file))\(counts)>
            \(suite.results.map(test).joined())  </testsuite>

            """
    }

    private static func test(_ result: ScriptTestResult) -> String {
        var head = attribute("name", result.name) + attribute("classname", result.file) + attribute("file", result.file)
        if let line = result.line { head += attribute("line", String(line)) }
        head += attribute("time", seconds(result.seconds))
        guard let failure = result.failure else { return "    <testcase\(head)/>\n" }
        var body = [failure.description]
        if let line = failure.line, let excerpt = failure.excerpt { body.append("  \(line) | \(excerpt)") }
        body += failure.details.map { "  " + $0 }
        let output =
            result.output.isEmpty ? "" : "      <system-out>\(escaped(result.output.joined(separator: "\n")))</system-out>\n"
        return """
                <testcase\(head)>
                  <failure\(attribute("message", failure.message)) type="failure">\(escaped(body.joined(separator: "\n")))</failure>
            \(output)    </testcase>

            """
    }

    private static func counts(_ tests: Int, _ failures: Int, _ time: Double) -> String {
        attribute("tests", String(tests)) + attribute("failures", String(failures)) + attribute("errors", "0")
            + attribute("time", seconds(time))
    }

    /// To the microsecond.
    private static func seconds(_ seconds: Double) -> String {
        let digits = String(Int((seconds * 1_000_000).rounded()))
        let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        return "\(padded.dropLast(6)).\(padded.suffix(6))"
    }

    private static func attribute(_ name: String, _ value: String) -> String { " \(name)=\"\(escaped(value))\"" }

    /// A text for XML 1.0, which has no form for most control characters: they become U+FFFD.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result += scalar == "\n" ? "\n" : "&#\(scalar.value);"
            case _ where scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
