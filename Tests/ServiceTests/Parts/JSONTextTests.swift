import Contacts
import Formats
import NIOCore
import Testing

@testable import Service

/// JSON that is written without a tree reads back as what it was made of.
@Suite struct JSONTextTests {
    @Test func textsAndNumbersComeBack() throws {
        let texts = ["", "a", "\"\\/", "\u{0}\u{1F}\u{8}\u{C}\n\r\t", "Łódź 😀", "\u{7F}\u{2028}", String(repeating: "\"", count: 100)]
        let numbers: [Int64] = [0, 1, -1, 9, 10, 99, 100, .max, .min]
        var json = JSONText()
        json.object { json in
            json.member("texts") { $0.array(texts) { $0.string($1) } }
            json.member("numbers") { $0.array(numbers) { $0.integer($1) } }
            json.member("nested") { $0.array([[1, 2], [], [3]]) { $0.array($1) { $0.integer($1) } } }
            json.member("values") { $0.array([Value.float(1.5), .boolean(true), .text("x")]) { $0.value($1) } }
            json.member("empty") { $0.object { _ in } }
        }
        let bytes = Array(json.buffer.readableBytesView)
        #expect(
            try JSONValue(parsing: bytes) == [
                "texts": .array(texts.map { .string($0) }), "numbers": .array(numbers.map { .integer($0) }), "nested": [[1, 2], [], [3]],
                "values": [1.5, true, "x"], "empty": [:],
            ])
    }
}
