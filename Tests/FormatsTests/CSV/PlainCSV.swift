/// The rules of `CSVReader` once more, one byte at a time: what the fast one is compared with.
struct PlainCSV: Equatable {
    struct Record: Equatable {
        var fields: [[UInt8]]
        var line: Int
        var raw: [UInt8]
        var position: Int
        var hasTextAfterQuote = false
    }

    var records: [Record] = []
    /// The line of a quote that is never closed.
    var unclosed: Int?

    private enum State {
        case start, plain, quoted, behindQuote
    }

    init() {}

    init(_ bytes: [UInt8], delimiter: UInt8 = 0x2C) {
        var (state, field, fields) = (State.start, [UInt8](), [[UInt8]]())
        var (line, firstLine, start, quoteLine, hasText) = (1, 1, 0, 0, false)
        var index = 0
        func finish(_ end: Int, _ next: Int) {
            if end > start {
                records.append(
                    Record(
                        fields: fields + [field], line: firstLine, raw: Array(bytes[start..<end]), position: next,
                        hasTextAfterQuote: hasText))
            }
            (state, field, fields, start, firstLine, hasText) = (.start, [], [], next, line, false)
        }
        while index < bytes.count {
            let byte = bytes[index]
            let isLineEnd = byte == 10 || byte == 13
            let width = byte == 13 && index + 1 < bytes.count && bytes[index + 1] == 10 ? 2 : 1
            if isLineEnd { line += 1 }
            switch state {
            case .quoted where byte == 34:
                if index + 1 < bytes.count, bytes[index + 1] == 34 {
                    field.append(34)
                    index += 1
                } else {
                    state = .behindQuote
                }
            case .quoted:
                field += bytes[index..<index + (isLineEnd ? width : 1)]
                index += isLineEnd ? width - 1 : 0
            case .start where byte == 34:
                (state, quoteLine) = (.quoted, line)
            case _ where byte == delimiter:
                fields.append(field)
                (state, field) = (.start, [])
            case _ where isLineEnd:
                finish(index, index + width)
                index += width - 1
            case .behindQuote:
                hasText = true
                field.append(byte)
            default:
                state = .plain
                field.append(byte)
            }
            index += 1
        }
        if state == .quoted { unclosed = quoteLine } else if start < bytes.count { finish(bytes.count, bytes.count) }
    }
}
