import Testing

@testable import Formats

@Suite struct JSONWritingTests {
    private let sample: JSONValue = ["b": [1, 2.0, [], nil], "a": ["x": true, "empty": [:]], "ü": "\"\\/\u{8}\u{C}\n\r\t\u{1}é😀"]

    @Test func `compact`() throws {
        let expected = #"{"b":[1,2.0,[],null],"a":{"x":true,"empty":{}},"ü":"\"\\/\b\f\n\r\t\u0001é😀"}"#
        #expect(try sample.compact() == expected)
        #expect(sample.description == expected)
    }

    @Test func `pretty`() throws {
        let expected = #"""
            {
              "b": [
                1,
                2.0,
                [],
                null
              ],
              "a": {
                "x": true,
                "empty": {}
              },
              "ü": "\"\\/\b\f\n\r\t\u0001é😀"
            }
            """#
        #expect(try sample.pretty() == expected)
    }

    @Test func `sorted by code points, at every level`() throws {
        let value: JSONValue = ["ü": 1, "b": ["z": 1, "y": 2], "B": 3, "\u{1F600}": 4, "\u{FFFD}": 5]
        #expect(try value.compact(sortsKeys: true) == "{\"B\":3,\"b\":{\"y\":2,\"z\":1},\"ü\":1,\"\u{FFFD}\":5,\"\u{1F600}\":4}")
    }

    @Test func `NaN and the infinities are refused anywhere`() {
        for number in [Double.nan, .infinity, -.infinity] {
            #expect(throws: FormatError.notANumber) { try JSONValue.array([["a": .number(number)]]).compact() }
            #expect(JSONValue.number(number).description == "null")
        }
    }

    @Test func `numbers lead back, with their kind`() throws {
        var random = SeededGenerator(for: "json numbers")
        var values: [JSONValue] = [
            .number(0), .number(-0.0), .number(1e16), .number(1e21), .number(0.1), .number(.greatestFiniteMagnitude),
        ]
        values += [.integer(.min), .integer(.max), .number(.leastNonzeroMagnitude), .number(.leastNormalMagnitude), .number(4.35)]
        for _ in 0..<20_000 {
            let bits = random.next()
            values.append(.integer(Int64(bitPattern: bits >> UInt64.random(in: 0...63, using: &random))))
            let number = Double(bitPattern: bits)
            if number.isFinite { values.append(.number(number)) }
        }
        for value in values {
            let text = try value.compact()
            let read = try JSONValue(parsing: text)
            #expect(read == value, "\(text), seed \(random.seed)")
            #expect(try read.compact() == text, "seed \(random.seed)")
        }
    }

    @Test func `any value leads back, in the same order`() throws {
        var random = SeededGenerator(for: "json values")
        for _ in 0..<2_000 {
            let value = Self.value(&random, depth: 4)
            let text = try value.compact()
            #expect(try JSONValue(parsing: text) == value, "\(text), seed \(random.seed)")
            #expect(try JSONValue(parsing: text).compact() == text, "seed \(random.seed)")
            #expect(try JSONValue(parsing: value.pretty()).compact() == text, "seed \(random.seed)")
            #expect(try JSONValue(parsing: value.pretty(sortsKeys: true)) == value, "\(text), seed \(random.seed)")
        }
    }

    private static func value(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
        switch Int.random(in: 0...(depth > 0 ? 7 : 4), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(.random(in: .min ... .max, using: &random))
        case 3: return .number(.random(in: -1e9...1e9, using: &random))
        case 4: return .string(text(&random))
        case 5: return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(&random, depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...16, using: &random) { object[text(&random)] = value(&random, depth: depth - 2) }
            return .object(object)
        }
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        let characters: [Character] = [
            "a", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "\u{7F}", "é", "e\u{301}", "中", "😀", "\u{2028}", "\u{FEFF}",
        ]
        return String((0..<Int.random(in: 0...6, using: &random)).compactMap { _ in characters.randomElement(using: &random) })
    }
}
