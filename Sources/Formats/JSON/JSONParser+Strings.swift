extension JSONParser {
    /// Reads a string from its opening quote to behind its closing one.
    mutating func parseString() throws(Failure) -> String {
        position += 1
        let start = position
        try skipPlain()
        if bytes[position] == UInt8(ascii: "\"") {
            defer { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        var text = Array(bytes[start..<position])
        while bytes[position] != UInt8(ascii: "\"") {
            try parseEscape(into: &text)
            let plain = position
            try skipPlain()
            text.append(contentsOf: bytes[plain..<position])
        }
        position += 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Goes forward to a quote or a backslash.
    private mutating func skipPlain() throws(Failure) {
        while true {
            let byte = try current()
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            if byte < 0x20 { throw failure(.controlCharacter) }
            position += 1
        }
    }

    private mutating func parseEscape(into text: inout [UInt8]) throws(Failure) {
        let start = position
        position += 1
        let letter = try current()
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try parseScalar(from: start)).utf8)
        default: throw Failure(fault: .badEscape, offset: start)
        }
    }

    /// Reads what follows `\u`: four hexadecimal digits, and for a high surrogate the low one's whole escape.
    private mutating func parseScalar(from start: Int) throws(Failure) -> Unicode.Scalar {
        let first = try parseHex()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00 else { throw Failure(fault: .loneSurrogate, offset: start) }
        for expected in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
            guard try current() == expected else { throw Failure(fault: .loneSurrogate, offset: start) }
            position += 1
        }
        let second = try parseHex()
        guard 0xDC00...0xDFFF ~= second, let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) else {
            throw Failure(fault: .loneSurrogate, offset: start)
        }
        return scalar
    }

    private mutating func parseHex() throws(Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = try current()
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw failure(.badEscape)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
