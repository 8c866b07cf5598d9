extension Lexer {
    /// The level of the long bracket that starts here (`[[` is 0), or nil where none does.
    var longBracketLevel: Int? {
        var offset = 1
        while peek(offset) == UInt8(ascii: "=") { offset += 1 }
        return peek(offset) == UInt8(ascii: "[") ? offset - 1 : nil
    }

    /// The text of a long bracket, without the line break that it starts with.
    mutating func longText(_ level: Int, _ what: String) throws(SyntaxError) -> [UInt8] {
        let firstLine = line
        index += level + 2
        if let byte = peek(), byte.isLineBreak { skipLineBreak() }
        var text: [UInt8] = []
        while let byte = peek() {
            if byte.isLineBreak {
                skipLineBreak()
                text.append(UInt8(ascii: "\n"))
            } else if byte == UInt8(ascii: "]"), isClosed(level) {
                index += level + 2
                return text
            } else {
                text.append(byte)
                index += 1
            }
        }
        throw error("unfinished long \(what) (starting at line \(firstLine)) near <eof>")
    }

    private func isClosed(_ level: Int) -> Bool {
        (1...(level + 1)).allSatisfy { peek($0) == ($0 <= level ? UInt8(ascii: "=") : UInt8(ascii: "]")) }
    }

    /// A string in quotes.
    mutating func quoted() throws(SyntaxError) -> String {
        let quote = bytes[index]
        index += 1
        var text: [UInt8] = []
        while let byte = peek(), byte != quote {
            if byte.isLineBreak { throw error("unfinished string") }
            if byte == UInt8(ascii: "\\") {
                try escape(into: &text)
            } else {
                text.append(byte)
                index += 1
            }
        }
        guard peek() != nil else { throw error("unfinished string near <eof>") }
        index += 1
        return Self.text(text)
    }

    private static let simpleEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
        UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27,
    ]

    private mutating func escape(into text: inout [UInt8]) throws(SyntaxError) {
        guard let byte = peek(1) else { throw error("unfinished string near <eof>") }
        if let plain = Self.simpleEscapes[byte] {
            text.append(plain)
            index += 2
            return
        }
        index += 1
        switch byte {
        case _ where byte.isLineBreak:
            skipLineBreak()
            text.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "x"):
            guard let high = peek(1)?.hexadecimal, let low = peek(2)?.hexadecimal else { throw error("hexadecimal digit expected") }
            text.append(UInt8(high << 4 | low))
            index += 3
        case UInt8(ascii: "z"):
            index += 1
            while let space = peek(), space == 0x20 || (0x09...0x0D).contains(space) {
                if space.isLineBreak { skipLineBreak() } else { index += 1 }
            }
        case UInt8(ascii: "u"): try codePoint(into: &text)
        case _ where byte.isDigit:
            var value = 0
            var count = 0
            while count < 3, let digit = peek(), digit.isDigit {
                value = value * 10 + Int(digit - 0x30)
                index += 1
                count += 1
            }
            guard value <= 255 else { throw error("decimal escape too large") }
            text.append(UInt8(value))
        default: throw error("invalid escape sequence '\\\(Self.text([byte]))'")
        }
    }

    /// `\u{XXX}`: up to 2^31, in UTF-8 as it once was.
    private mutating func codePoint(into text: inout [UInt8]) throws(SyntaxError) {
        index += 1
        guard peek() == UInt8(ascii: "{") else { throw error("missing '{' in \\u{xxxx}") }
        index += 1
        guard var value = peek()?.hexadecimal else { throw error("hexadecimal digit expected") }
        index += 1
        while let digit = peek()?.hexadecimal {
            guard value <= 0x7FFF_FFFF >> 4 else { throw error("UTF-8 value too large") }
            value = value << 4 | digit
            index += 1
        }
        guard peek() == UInt8(ascii: "}") else { throw error("missing '}' in \\u{xxxx}") }
        index += 1
        guard value >= 0x80 else {
            text.append(UInt8(value))
            return
        }
        var tail: [UInt8] = []
        var firstLimit: UInt32 = 0x3F
        repeat {
            tail.insert(UInt8(0x80 | value & 0x3F), at: 0)
            value >>= 6
            firstLimit >>= 1
        } while value > firstLimit
        text.append(UInt8(truncatingIfNeeded: ~firstLimit << 1 | value))
        text += tail
    }
}
