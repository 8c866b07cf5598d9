import Formats
import Foundation
import Testing

/// How a program ended, and what it wrote.
struct Outcome {
    /// The exit code; 128 and the signal's number where a signal ended it.
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The one JSON document that standard output holds. Foundation reads it first, so that not only the parser of the program's
    /// own says that it is JSON, and that nothing stands behind it.
    func json() throws -> JSONValue {
        _ = try JSONSerialization.jsonObject(with: Data(output.utf8))
        return try JSONValue(parsing: output)
    }
}

extension Outcome: CustomStringConvertible {
    var description: String { "exit \(status), output: \(output.prefix(2_000)), errors: \(errors.prefix(2_000))" }
}
