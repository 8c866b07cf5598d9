@testable import Formats

/// The CSV reader and the writer.
///
/// The bytes are the file; the last one also says which delimiter is used and how large the odd chunk is.
final class CSVTarget: FuzzTarget {
    init(isAlone: Bool) {}

    func run(_ bytes: [UInt8]) throws {
        let choice = Int(bytes.last ?? 0)
        let delimiter = ([0x2C, nil, 0x3B, 0x09, 0x7C] as [UInt8?])[choice % 5]
        let whole = CSVOutcome(bytes, delimiter: delimiter)
        let isPlain = !bytes.starts(with: [0x1F, 0x8B])
        if !isPlain, whole.error != nil { return try checkDamage(whole, of: bytes, delimiter: delimiter) }
        for chunk in [2, 3, 5, 64, 6 + choice] {
            try promise(CSVOutcome(bytes, delimiter: delimiter, chunk: chunk), equals: whole, "in chunks of \(chunk)")
        }
        if isPlain {
            try checkPlaces(whole, of: bytes)
            try checkRules(whole, of: bytes, delimiter: delimiter)
            try checkResuming(whole, of: bytes, delimiter: delimiter, chunk: 2 + choice % 61)
        }
        try checkLimit(whole, of: bytes, delimiter: delimiter, limit: 1 + choice % 31)
        try checkWriting(whole)
    }

    /// How much is read of a file before its damage is seen is the chunks' business; that it is seen is not.
    private func checkDamage(_ whole: CSVOutcome, of bytes: [UInt8], delimiter: UInt8?) throws {
        for chunk in [2, 64] {
            let other = CSVOutcome(bytes, delimiter: delimiter, chunk: chunk)
            try promise(other.error != nil, "in chunks of \(chunk) nothing is wrong")
            let count = min(other.records.count, whole.records.count)
            guard other.delimiter == whole.delimiter else { continue }
            try promise(Array(other.records[..<count]), equals: Array(whole.records[..<count]), "in chunks of \(chunk)")
        }
    }

    /// Every record stands in the file where it says.
    private func checkPlaces(_ whole: CSVOutcome, of bytes: [UInt8]) throws {
        var (line, position) = (0, 0)
        for (record, next) in zip(whole.records, whole.nextLines) {
            try promise(record.line > line && next > record.line, "line \(record.line) follows \(line), next is \(next)")
            try promise(record.position > position && record.position <= bytes.count, "position \(record.position) follows \(position)")
            try promise(bytes[position..<record.position].contains(record.raw), "the record is not where it says")
            try promise(record.fields.joined().count <= record.raw.count, "the fields are longer than the record")
            (line, position) = (next - 1, record.position)
        }
    }

    /// The rules once more, one byte at a time.
    private func checkRules(_ whole: CSVOutcome, of bytes: [UInt8], delimiter: UInt8?) throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        guard let delimiter, !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else { return }
        let start = bytes.starts(with: mark) ? 3 : 0
        var expected = PlainCSV(Array(bytes[start...]), delimiter: delimiter)
        for index in expected.records.indices { expected.records[index].position += start }
        try promise(whole.records, equals: expected.records, "by the plain rules")
        try promise(whole.error, equals: expected.unclosed.map { .unclosedQuote(file: "input", line: $0) }, "the error")
    }

    /// Reading goes on behind any record.
    private func checkResuming(_ whole: CSVOutcome, of bytes: [UInt8], delimiter: UInt8?, chunk: Int) throws {
        guard !whole.records.isEmpty else { return }
        let index = chunk % whole.records.count
        for line in [whole.nextLines[index], nil] {
            let later = CSVReader(ByteReader(bytes: bytes, chunkSize: chunk), delimiter: delimiter)
            try later.skip(to: whole.records[index].position, line: line)
            let rest = CSVOutcome(later)
            try promise(rest.records, equals: Array(whole.records[(index + 1)...]), "behind record \(index), line \(line ?? 0)")
            try promise(rest.error, equals: whole.error, "the error behind record \(index)")
        }
    }

    /// No record is longer than the limit, and the one that would be is an error, whatever the chunks.
    private func checkLimit(_ whole: CSVOutcome, of bytes: [UInt8], delimiter: UInt8?, limit: Int) throws {
        let limited = CSVOutcome(bytes, delimiter: delimiter, limit: limit)
        for chunk in [2, 7] {
            let other = CSVOutcome(bytes, delimiter: delimiter, chunk: chunk, limit: limit)
            // The delimiter is looked for in what is there when the header is past the limit.
            if limited.delimiter == other.delimiter { try promise(other, equals: limited, "limit \(limit), chunks of \(chunk)") }
        }
        guard limited.delimiter == whole.delimiter else { return }
        let short = whole.records.prefix { $0.raw.count <= limit }
        try promise(limited.records, equals: Array(short), "up to limit \(limit)")
        guard short.count < whole.records.count else { return }
        guard case .recordTooLong(_, let line, limit, _)? = limited.error else { throw FuzzFinding("limit \(limit): \(limited)") }
        try promise(line, equals: whole.records[short.count].line, "the line of the record that is too long")
    }

    /// What is written reads back as the same fields.
    private func checkWriting(_ whole: CSVOutcome) throws {
        guard !whole.records.isEmpty else { return }
        let pipe = try Pipe()
        let writer = CSVWriter(
            try ByteWriter(path: pipe.path), delimiter: whole.delimiter, lineEnd: whole.records.count % 2 == 0 ? .lf : .crlf)
        for (record, quotes) in zip(whole.records, whole.quotes) {
            for (index, field) in record.fields.enumerated() {
                try field.withUnsafeBytes { bytes in
                    if quotes[2 * index + 1] { try writer.write(quoted: bytes) } else { try writer.write(bytes) }
                }
            }
            try writer.endRecord()
        }
        try writer.close()
        let written = pipe.readToEnd()
        let again = CSVOutcome(written, delimiter: whole.delimiter)
        try promise(again.error, equals: nil, "an error in what was written")
        try promise(again.records.map(\.fields), equals: whole.records.map(\.fields), "read back")
        try promise(again.records.allSatisfy { !$0.hasTextAfterQuote }, "text behind a quote in what was written")
        for (index, record) in whole.records.enumerated() where record.fields != [[]] {
            let (now, before) = (again.quotes[index], whole.quotes[index])
            for field in record.fields.indices {
                try promise(now[2 * field + 1], equals: before[2 * field + 1], "whether an empty field is quoted")
            }
        }
    }
}
