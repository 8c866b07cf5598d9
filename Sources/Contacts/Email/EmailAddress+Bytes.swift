extension EmailAddress {
    /// Does to bytes what `init(_:)` does to a text, for imports: writes the normalised address to the front of `buffer`, which
    /// must hold `maximumLength` bytes, and returns its length.
    ///
    /// A good ASCII address takes one pass and no allocation. Others take the careful way, which tells what is wrong.
    public static func normalise(
        bytes: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer
    ) throws(EmailProblem) -> Int {
        precondition(buffer.count >= maximumLength, "the buffer must hold \(maximumLength) bytes")
        if let length = normaliseASCII(bytes, into: buffer) { return length }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .illFormedUTF8 }
        var value = try EmailAddressRules.normalised(text)
        value.withUTF8 { buffer.copyMemory(from: UnsafeRawBufferPointer($0)) }
        return value.utf8.count
    }

    /// A good ASCII address normalised; nil for anything else.
    static func normalisedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        withUnsafeTemporaryAllocation(byteCount: maximumLength, alignment: 1) { buffer in
            normaliseASCII(UnsafeRawBufferPointer(bytes), into: buffer).map { String(decoding: buffer[0..<$0], as: UTF8.self) }
        }
    }

    /// The length of a good ASCII address; nil for anything else, without saying why.
    private static func normaliseASCII(_ bytes: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        var (start, end) = (0, bytes.count)
        while start < end, ASCIIClass.isSpace(bytes[start]) { start += 1 }
        while end > start, ASCIIClass.isSpace(bytes[end - 1]) { end -= 1 }
        let length = end - start
        guard length <= maximumLength else { return nil }

        // The byte in front of the first one counts as a dot: neither may begin or end a part.
        var previous = UInt8(ascii: ".")
        var index = 0
        while index < length {
            let byte = bytes[start + index]
            if byte == UInt8(ascii: "@") { break }
            guard ASCIIClass.isAtom(byte) || (byte == UInt8(ascii: ".") && previous != byte) else { return nil }
            buffer[index] = ASCIIClass.lowercased(byte)
            previous = byte
            index += 1
        }
        guard index < length, index <= maximumLocalLength, previous != UInt8(ascii: ".") else { return nil }
        buffer[index] = UInt8(ascii: "@")
        index += 1

        let domain = index
        var label = index
        var isLettersOnly = true
        previous = UInt8(ascii: ".")
        while index < length {
            let byte = ASCIIClass.lowercased(bytes[start + index])
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9"): isLettersOnly = false
            case UInt8(ascii: "-"):
                guard previous != UInt8(ascii: ".") else { return nil }
                isLettersOnly = false
            case UInt8(ascii: "."):
                guard previous != UInt8(ascii: "."), previous != UInt8(ascii: "-"), index - label <= maximumLabelLength else { return nil }
                label = index + 1
                isLettersOnly = true
            default: return nil
            }
            buffer[index] = byte
            previous = byte
            index += 1
        }
        guard label > domain, (2...maximumLabelLength) ~= length - label, previous != UInt8(ascii: "-") else { return nil }
        guard isLettersOnly || hasPunycodePrefix(buffer, label, length) else { return nil }
        return length
    }

    private static func hasPunycodePrefix(_ bytes: UnsafeMutableRawBufferPointer, _ start: Int, _ end: Int) -> Bool {
        end - start > 4 && bytes[start] == UInt8(ascii: "x") && bytes[start + 1] == UInt8(ascii: "n")
            && bytes[start + 2] == UInt8(ascii: "-") && bytes[start + 3] == UInt8(ascii: "-")
    }
}
