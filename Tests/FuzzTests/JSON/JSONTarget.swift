import Foundation

@testable import Formats

/// The JSON codec: the bytes are one text, and lines of texts.
final class JSONTarget: FuzzTarget {
    init(isAlone: Bool) {}

    func run(_ bytes: [UInt8]) throws {
        let verdict = parse(bytes)
        if case .success(let value) = verdict { try checkWriting(value) }
        try checkPlace(verdict, of: bytes)
        try checkDepth(verdict, of: bytes)
        try FoundationJSON(bytes).check(verdict)
        try checkLines(bytes)
    }

    private func parse(_ bytes: [UInt8], depth: Int = 512) -> Result<JSONValue, FormatError> {
        Result { () throws(FormatError) in try JSONValue(parsing: bytes, depth: depth) }
    }

    private func checkWriting(_ value: JSONValue) throws {
        let compact = try value.compact()
        let pretty = try value.pretty()
        let again = try parse(Array(compact.utf8)).get()
        try promise(again == value && again.hashValue == value.hashValue, "another value from \(compact)")
        try promise(Array(again.compact().utf8), equals: Array(compact.utf8), "compact, written again")
        try promise(!compact.utf8.contains { $0 < 0x20 }, "a control character in \(compact)")
        let fromPretty = try parse(Array(pretty.utf8)).get()
        try promise(Array(fromPretty.compact().utf8), equals: Array(compact.utf8), "pretty, read and written compact")
        let sorted = try parse(Array(value.compact(sortsKeys: true).utf8)).get()
        try promise(sorted == value && sorted.hashValue == value.hashValue, "another value from sorted keys")
        try promise(Array(sorted.compact().utf8), equals: Array(fromPretty.compact(sortsKeys: true).utf8), "sorted")
    }

    /// An error is at a place that the text has.
    private func checkPlace(_ verdict: Result<JSONValue, FormatError>, of bytes: [UInt8]) throws {
        guard case .failure(let error) = verdict else { return }
        guard case .invalidJSON(_, let line, let column) = error else { throw FuzzFinding("\(error)") }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        try promise((1...lines.count).contains(line), "line \(line) of \(lines.count)")
        try promise((1...lines[line - 1].count + 1).contains(column), "column \(column) of \(lines[line - 1].count)")
    }

    /// A text is refused for its depth where it is deeper than it may be, and only there.
    private func checkDepth(_ verdict: Result<JSONValue, FormatError>, of bytes: [UInt8]) throws {
        guard case .success(let value) = verdict else { return }
        let depth = value.depth
        try promise(depth <= 512, "\(depth) levels")
        try promise(parse(bytes, depth: depth) == verdict, "refused at its own depth")
        guard depth > 0 else { return }
        guard case .failure(.invalidJSON(.tooDeep, _, _)) = parse(bytes, depth: depth - 1) else {
            throw FuzzFinding("a value of depth \(depth) read as one of \(depth - 1)")
        }
    }

    /// Lines read as their texts do, in chunks of any size.
    private func checkLines(_ bytes: [UInt8]) throws {
        guard !bytes.starts(with: [0x1F, 0x8B]) else { return }
        let limit = 8 + Int(bytes.last ?? 0)
        let whole = JSONLinesOutcome(bytes, limit: limit)
        for chunk in [2, 3, 64] { try promise(JSONLinesOutcome(bytes, limit: limit, chunk: chunk), equals: whole, "chunks of \(chunk)") }
        guard whole.error == nil else { return }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var expected: [Int: Result<JSONValue, FormatError>] = [:]
        for (index, line) in bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if line.count > limit {
                expected[index + 1] = .failure(.lineTooLong(line: index + 1, limit: limit))
            } else if !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
                let text = Array(line)
                expected[index + 1] = Result { () throws(FormatError) in
                    try text.withUnsafeBytes { bytes in
                        Result { () throws(FormatError) in try JSONValue(parsing: bytes, line: index + 1) }
                    }.get()
                }
            }
        }
        try promise(whole.values, equals: expected, "lines")
    }
}

extension JSONValue {
    /// How deep arrays and objects are nested in it.
    fileprivate var depth: Int {
        switch self {
        case .array(let values): 1 + (values.map(\.depth).max() ?? 0)
        case .object(let object): 1 + (object.values.map(\.depth).max() ?? 0)
        default: 0
        }
    }
}
