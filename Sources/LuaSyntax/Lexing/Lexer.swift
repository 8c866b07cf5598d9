/// Splits a text into tokens, as `llex.c` of Lua 5.4 does.
struct Lexer {
    let bytes: [UInt8]
    var index = 0
    var line = 1
    /// The comments passed so far.
    private(set) var comments: [Comment] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The byte some places ahead, or nil at the end.
    func peek(_ offset: Int = 0) -> UInt8? {
        index + offset < bytes.count ? bytes[index + offset] : nil
    }

    mutating func next() throws(SyntaxError) -> Token {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): skipLineBreak()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C: index += 1
            case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"): try skipComment()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try quoted())
            case UInt8(ascii: "["):
                if let level = longBracketLevel { return .string(Self.text(try longText(level, "string"))) }
                guard peek(1) != UInt8(ascii: "=") else { throw error("invalid long string delimiter") }
                return try symbol()
            case _ where byte.isDigit: return try numeral()
            case UInt8(ascii: ".") where peek(1)?.isDigit ?? false: return try numeral()
            case _ where byte.isNameStart: return word()
            default: return try symbol()
            }
        }
        return .end
    }

    func error(_ message: String) -> SyntaxError { SyntaxError(message: message, line: line) }

    static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// A line break of one or two different characters is one.
    mutating func skipLineBreak() {
        let first = bytes[index]
        index += 1
        if let second = peek(), second.isLineBreak, second != first { index += 1 }
        line += 1
    }

    private mutating func word() -> Token {
        let start = index
        while let byte = peek(), byte.isName { index += 1 }
        let text = Self.text(bytes[start..<index])
        return Keyword.byName[text].map(Token.keyword) ?? .name(text)
    }

    private mutating func symbol() throws(SyntaxError) -> Token {
        for (symbol, text) in Symbol.byLength where bytes[index...].starts(with: text) {
            index += text.count
            return .symbol(symbol)
        }
        throw error("unexpected symbol near '\(Self.text([bytes[index]]))'")
    }

    private mutating func skipComment() throws(SyntaxError) {
        let firstLine = line
        index += 2
        let start = index
        if peek() == UInt8(ascii: "["), let level = longBracketLevel {
            comments.append(Comment(text: Self.text(try longText(level, "comment")), line: firstLine))
            return
        }
        while let byte = peek(), !byte.isLineBreak { index += 1 }
        comments.append(Comment(text: Self.text(bytes[start..<index]), line: firstLine))
    }
}

extension UInt8 {
    var isLineBreak: Bool { self == 0x0A || self == 0x0D }
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isNameStart: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == 0x5F }
    var isName: Bool { isNameStart || isDigit }
    /// The value of a hexadecimal digit.
    var hexadecimal: UInt32? {
        switch self {
        case 0x30...0x39: UInt32(self - 0x30)
        case 0x41...0x46: UInt32(self - 0x41 + 10)
        case 0x61...0x66: UInt32(self - 0x61 + 10)
        default: nil
        }
    }
}
