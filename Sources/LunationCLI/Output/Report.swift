import Formats

/// A command's answer: lines for people, or one JSON document.
struct Report {
    let isJSON: Bool

    /// Writes one of the two to standard output. The closures are only called where they are needed.
    func write(text: (Style) -> String, json: () throws -> JSONValue) throws {
        if isJSON {
            Terminal.standardOutput.write(try json().pretty() + "\n")
        } else {
            let answer = text(Terminal.standardOutput.style)
            if !answer.isEmpty { Terminal.standardOutput.write(answer + "\n") }
        }
    }
}
