extension Lexer {
    /// A numeral: what looks like one is taken as a whole and must then be one.
    mutating func numeral() throws(SyntaxError) -> Token {
        let start = index
        let isHexadecimal = peek() == UInt8(ascii: "0") && (peek(1) == UInt8(ascii: "x") || peek(1) == UInt8(ascii: "X"))
        let exponents: [UInt8] = isHexadecimal ? [0x50, 0x70] : [0x45, 0x65]
        if isHexadecimal { index += 2 }
        while let byte = peek() {
            if exponents.contains(byte) {
                index += 1
                if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { index += 1 }
            } else if byte.hexadecimal != nil || byte == UInt8(ascii: ".") {
                index += 1
            } else {
                break
            }
        }
        if let byte = peek(), byte.isNameStart { index += 1 }
        let digits = bytes[(start + (isHexadecimal ? 2 : 0))..<index]
        guard let token = isHexadecimal ? Self.hexadecimal(digits) : Self.decimal(digits) else {
            throw error("malformed number near '\(Self.text(bytes[start..<index]))'")
        }
        return token
    }

    private static func decimal(_ digits: ArraySlice<UInt8>) -> Token? {
        guard let parts = NumeralParts(digits, exponent: [0x45, 0x65], isDigit: \.isDigit) else { return nil }
        let text = text(digits)
        if parts.isInteger, let integer = Int64(text) { return .integer(integer) }
        // Swift reads neither "3." nor ".5".
        let plain = (parts.whole.isEmpty ? "0" : parts.whole) + "." + (parts.fraction.isEmpty ? "0" : parts.fraction)
        return Double(parts.exponent.map { plain + "e" + $0 } ?? plain).map(Token.number)
    }

    /// Integers wrap around, as in Lua.
    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> Token? {
        guard let parts = NumeralParts(digits, exponent: [0x50, 0x70], isDigit: { $0.hexadecimal != nil }) else { return nil }
        if parts.isInteger {
            return .integer(parts.whole.utf8.reduce(0) { $0 &* 16 &+ Int64($1.hexadecimal ?? 0) })
        }
        let plain = "0x" + (parts.whole.isEmpty ? "0" : parts.whole) + "." + (parts.fraction.isEmpty ? "0" : parts.fraction)
        return .number(Double(plain + "p" + (parts.exponent ?? "0")) ?? 0)
    }
}

/// The parts of a numeral: digits, `.`, digits, exponent.
private struct NumeralParts {
    var whole = ""
    var fraction = ""
    var exponent: String?
    var isInteger = true

    init?(_ bytes: ArraySlice<UInt8>, exponent marks: [UInt8], isDigit: (UInt8) -> Bool) {
        var rest = bytes
        func take(_ isWanted: (UInt8) -> Bool) -> String {
            let taken = rest.prefix(while: isWanted)
            rest = rest.dropFirst(taken.count)
            return Lexer.text(taken)
        }
        whole = take(isDigit)
        if rest.first == UInt8(ascii: ".") {
            isInteger = false
            rest = rest.dropFirst()
            fraction = take(isDigit)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        if let mark = rest.first, marks.contains(mark) {
            isInteger = false
            rest = rest.dropFirst()
            var sign = ""
            if let byte = rest.first, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                sign = Lexer.text([byte])
                rest = rest.dropFirst()
            }
            let digits = take(\.isDigit)
            guard !digits.isEmpty else { return nil }
            exponent = sign + digits
        }
        guard rest.isEmpty else { return nil }
    }
}
