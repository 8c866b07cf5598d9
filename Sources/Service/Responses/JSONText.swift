import Contacts
import Formats
import NIOCore

/// JSON written straight into the bytes of an answer, without a tree of values.
struct JSONText {
    private(set) var buffer: ByteBuffer
    /// Whether the next member or element is not its container's first.
    private var needsComma = false

    init(_ allocator: ByteBufferAllocator = ByteBufferAllocator(), capacity: Int = 512) {
        buffer = allocator.buffer(capacity: capacity)
    }

    mutating func raw(_ text: StaticString) { buffer.writeStaticString(text) }

    mutating func object(_ members: (inout JSONText) -> Void) {
        buffer.writeInteger(UInt8(ascii: "{"))
        needsComma = false
        members(&self)
        buffer.writeInteger(UInt8(ascii: "}"))
        needsComma = true
    }

    mutating func array<Elements: Sequence>(_ elements: Elements, _ write: (inout JSONText, Elements.Element) -> Void) {
        buffer.writeInteger(UInt8(ascii: "["))
        needsComma = false
        for element in elements {
            separate()
            needsComma = false
            write(&self, element)
            needsComma = true
        }
        buffer.writeInteger(UInt8(ascii: "]"))
        needsComma = true
    }

    mutating func member(_ name: String, _ value: (inout JSONText) -> Void) {
        separate()
        string(name)
        buffer.writeInteger(UInt8(ascii: ":"))
        value(&self)
        needsComma = true
    }

    mutating func member(_ name: String, _ text: String) { member(name) { $0.string(text) } }
    mutating func member(_ name: String, _ number: Int64) { member(name) { $0.integer(number) } }

    mutating func string(_ text: String) {
        buffer.writeInteger(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices where Self.needsEscape(bytes[index]) {
                buffer.writeBytes(bytes[start..<index])
                escape(bytes[index])
                start = index + 1
            }
            buffer.writeBytes(bytes[start...])
        }
        buffer.writeInteger(UInt8(ascii: "\""))
    }

    mutating func integer(_ number: Int64) {
        // The digits of 64 bits and a sign.
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
            var place = digits.count
            var rest = number.magnitude
            repeat {
                place -= 1
                digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                place -= 1
                digits[place] = UInt8(ascii: "-")
            }
            buffer.writeBytes(UnsafeRawBufferPointer(rebasing: digits[place...]))
        }
    }

    mutating func id(_ id: UUIDv7) {
        buffer.writeInteger(UInt8(ascii: "\""))
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: UUIDv7.textLength) { bytes in
            id.write(into: bytes)
            return UUIDv7.textLength
        }
        buffer.writeInteger(UInt8(ascii: "\""))
    }

    /// ISO 8601 in UTC with milliseconds.
    mutating func instant(_ instant: Timestamp) { string(instant.description) }

    mutating func value(_ value: Value) {
        switch value {
        case .text(let text): string(text)
        case .integer(let number): integer(number)
        case .float(let number): buffer.writeString(number.isFinite ? number.description : "null")
        case .boolean(let flag): flag ? raw("true") : raw("false")
        case .date, .timestamp: string(value.description)
        }
    }

    mutating func json(_ value: JSONValue) {
        // Values from a request are finite.
        buffer.writeString(value.description)
    }

    private mutating func separate() {
        if needsComma { buffer.writeInteger(UInt8(ascii: ",")) }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case UInt8(ascii: "\n"): raw("\\n")
        default:
            raw("\\u00")
            for digit in [byte >> 4, byte & 15] {
                buffer.writeInteger(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
    }
}
