import Testing

@testable import Formats

@Suite struct JSONParsingTests {
    @Test func `what is JSON is read, and reads the same when written`() throws {
        for text in JSONCases.valid {
            let value = try JSONValue(parsing: text)
            #expect(try JSONValue(parsing: value.compact()) == value, "\(text)")
            #expect(try JSONValue(parsing: value.pretty()) == value, "\(text)")
        }
    }

    @Test func `what is not is refused, by what and where`() throws {
        for (text, fault, line, column) in JSONCases.invalid {
            switch Result(catching: { () throws(FormatError) in try JSONValue(parsing: text) }) {
            case .failure(.invalidJSON(let found, let foundLine, let foundColumn)):
                #expect(found.description.contains(fault), "\(text.debugDescription): \(found)")
                #expect((foundLine, foundColumn) == (line, column), "\(text.debugDescription): \(found)")
            case let other: Issue.record("\(text.debugDescription): \(other)")
            }
        }
        let error = #expect(throws: FormatError.self) { try JSONValue(parsing: "[1,]") }
        #expect(error?.description == "invalid JSON at 1:4: unexpected character")
    }

    @Test func `ill-formed UTF-8 is refused`() {
        for bytes in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE4, 0xB8]] as [[UInt8]] {
            #expect(throws: FormatError.invalidJSON(.illFormedUTF8, line: 1, column: 2)) { try JSONValue(parsing: bytes) }
        }
    }

    @Test func `every beginning of a document is refused`() throws {
        let text = "{\"a\":[1,-2.5e3,true,null],\"b\\u00e9\":{\"c\":\"x\\n\"}}"
        for length in 0..<text.utf8.count {
            #expect(throws: FormatError.self, "\(length)") { try JSONValue(parsing: Array(text.utf8.prefix(length))) }
        }
        #expect(try JSONValue(parsing: text) == ["a": [1, -2500.0, true, nil], "bé": ["c": "x\n"]])
    }

    @Test func `nesting ends at the limit`() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(throws: Never.self) { try JSONValue(parsing: nested(64)) }
        #expect(throws: FormatError.invalidJSON(.tooDeep(limit: 64), line: 1, column: 65)) { try JSONValue(parsing: nested(65)) }
        #expect(throws: FormatError.invalidJSON(.tooDeep(limit: 2), line: 1, column: 15)) {
            try JSONValue(parsing: "{\"a\":[1],\"b\":[[]]}", depth: 2)
        }
        #expect(throws: Never.self) { try JSONValue(parsing: nested(512), depth: .max) }
        #expect(throws: FormatError.invalidJSON(.tooDeep(limit: 512), line: 1, column: 513)) {
            try JSONValue(parsing: nested(100_000), depth: .max)
        }
    }

    @Test func `numbers keep their kind`() throws {
        #expect(try JSONValue(parsing: "1") == .integer(1))
        #expect(try JSONValue(parsing: "1.0") == .number(1))
        #expect(try JSONValue(parsing: "1e2") == .number(100))
        #expect(try JSONValue(parsing: "1") != JSONValue(parsing: "1.0"))
        #expect(try JSONValue(parsing: "9223372036854775807") == .integer(.max))
        #expect(try JSONValue(parsing: "-9223372036854775808") == .integer(.min))
        #expect(try JSONValue(parsing: "9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(try JSONValue(parsing: "5e-324") == .number(.leastNonzeroMagnitude))
    }

    @Test func `strings are compared by their code points`() throws {
        #expect(try JSONValue(parsing: "\"\\u00e9\"") == "\u{E9}")
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        let object = try JSONValue(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
    }
}
