extension CSVScanner {
    /// The text of a field that begins with a quote: in place, or put together in the scratch memory.
    mutating func unquote(_ field: CSVField, to end: Int) -> UnsafeRawBufferPointer {
        let base = UnsafePointer(buffer.base)
        let hasTextBehind = field.close != end &- 1
        if hasTextBehind { hasTextAfterQuote = true }
        guard field.hasDoubled || hasTextBehind else {
            return UnsafeRawBufferPointer(start: base + (field.start &+ 1), count: field.close &- field.start &- 1)
        }
        if scratch.count < buffer.end {
            // Only the first such field of a record can find it too small: the window does not grow within a scan.
            scratch.deallocate()
            scratch = .allocate(capacity: buffer.end)
        }
        let start = scratchUsed
        var index = field.start + 1
        while index < end {
            // Up to the closing quote, a quote is that one or the first of two.
            if index <= field.close, base[index] == UInt8(ascii: "\"") {
                index += 1
                if index > field.close { continue }
            }
            scratch[scratchUsed] = base[index]
            scratchUsed += 1
            index += 1
        }
        return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(scratch)[start..<scratchUsed])
    }

    /// How many line ends there are in a range of the window.
    func lineEnds(_ range: Range<Int>) -> Int {
        let base = buffer.base
        var lines = 0
        for index in range {
            switch base[index] {
            case UInt8(ascii: "\r"): lines += 1
            case UInt8(ascii: "\n"): if index == range.lowerBound || base[index - 1] != UInt8(ascii: "\r") { lines += 1 }
            default: break
            }
        }
        return lines
    }

    /// The error for the record at the cursor. The quote that is open at the limit is looked for here, so that it is the same
    /// for any size of chunks.
    var tooLong: FormatError {
        let bytes = buffer.available.prefix(limit)
        var opening: Int?
        var last: Int?
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\"") {
            if opening != nil {
                opening = nil
            } else if index == 0 || bytes[index - 1] == delimiter {
                opening = index
                last = index
            } else if bytes[index - 1] == UInt8(ascii: "\"") {
                // The second of two: the field goes on.
                opening = last
            }
        }
        let quoteLine = opening.map { nextLine + lineEnds(buffer.cursor..<buffer.cursor + $0) }
        return .recordTooLong(file: source.name, line: nextLine, limit: limit, quoteLine: quoteLine)
    }
}
