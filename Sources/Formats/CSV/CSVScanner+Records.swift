extension CSVScanner {
    private enum Found {
        case record, blankLine, end, incomplete
    }

    /// Goes to the next record that is not a blank line, reading on where it is not whole yet.
    mutating func advance() throws(FormatError) -> Bool {
        while true {
            switch try scan() {
            case .record: return true
            case .blankLine: continue
            case .end:
                clearRecord()
                return false
            case .incomplete:
                // One more than the limit: the last byte may be the CR of a CRLF whose LF is not here yet.
                if buffer.available.count > limit + 1 { throw tooLong }
                try refill()
            }
        }
    }

    /// Splits the record at the cursor. An incomplete one leaves no trace and is split again when more of it is there.
    private mutating func scan() throws(FormatError) -> Found {
        let base = UnsafePointer(buffer.base)
        let places = marks.places
        let markCount = marks.count
        let delimiter = self.delimiter
        var mark = marks.next
        var field = CSVField(start: buffer.cursor)
        var linesInside = 0
        count = 0
        scratchUsed = 0
        hasTextAfterQuote = false

        while mark < markCount {
            let index = Int(places[mark])
            mark &+= 1
            let byte = base[index]
            if byte == delimiter {
                add(field, endingAt: index, base)
                field = CSVField(start: index &+ 1)
            } else if byte == quote {
                guard index == field.start else { continue }
                guard findClose(of: &field, &mark, &linesInside, base) else { return try endInside(field, base) }
            } else {
                var next = index &+ 1
                if byte == carriageReturn {
                    if next == buffer.end, !buffer.isComplete { return .incomplete }
                    if mark < markCount, Int(places[mark]) == next, base[next] == lineFeed {
                        next &+= 1
                        mark &+= 1
                    }
                }
                add(field, endingAt: index, base)
                return try finish(endingAt: index, next: next, mark: mark, linesInside)
            }
        }
        guard buffer.isComplete else { return .incomplete }
        guard buffer.cursor < buffer.end else { return .end }
        add(field, endingAt: buffer.end, base)
        return try finish(endingAt: buffer.end, next: buffer.end, mark: mark, linesInside)
    }

    /// Goes from the opening quote of a field to the closing one; false where that is not there, or may be a doubled one.
    @inline(__always)
    private func findClose(
        of field: inout CSVField, _ mark: inout Int, _ linesInside: inout Int, _ base: UnsafePointer<UInt8>
    ) -> Bool {
        let places = marks.places
        let markCount = marks.count
        while mark < markCount {
            let index = Int(places[mark])
            mark &+= 1
            switch base[index] {
            case quote:
                if mark < markCount, Int(places[mark]) == index &+ 1, base[index &+ 1] == quote {
                    field.hasDoubled = true
                    mark &+= 1
                } else {
                    field.close = index
                    return index &+ 1 < buffer.end || buffer.isComplete
                }
            case carriageReturn: linesInside &+= 1
            case lineFeed: if base[index &- 1] != carriageReturn { linesInside &+= 1 }
            default: break
            }
        }
        return false
    }

    private func endInside(_ field: CSVField, _ base: UnsafePointer<UInt8>) throws(FormatError) -> Found {
        guard buffer.isComplete else { return .incomplete }
        if buffer.available.count > limit { throw tooLong }
        let line = nextLine + lineEnds(buffer.cursor..<field.start)
        throw .unclosedQuote(file: source.name, line: line)
    }

    @inline(__always)
    private mutating func add(_ field: CSVField, endingAt end: Int, _ base: UnsafePointer<UInt8>) {
        if count == fieldCapacity { growFields() }
        fields[count] =
            field.close < 0 ? UnsafeRawBufferPointer(start: base + field.start, count: end &- field.start) : unquote(field, to: end)
        count &+= 1
    }

    @inline(__always)
    private mutating func finish(endingAt end: Int, next: Int, mark: Int, _ linesInside: Int) throws(FormatError) -> Found {
        let start = buffer.cursor
        if end &- start > limit { throw tooLong }
        line = nextLine
        nextLine &+= linesInside &+ 1
        buffer.cursor = next
        marks.next = mark
        (rawStart, rawEnd) = (start, end)
        return end == start ? .blankLine : .record
    }
}

/// What the scan knows of the field that it is in; offsets count from the window's start.
struct CSVField {
    let start: Int
    /// Where the closing quote stands; negative for a field without quotes.
    var close = -1
    var hasDoubled = false

    @inline(__always)
    init(start: Int) {
        self.start = start
    }
}

let quote = UInt8(ascii: "\"")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
