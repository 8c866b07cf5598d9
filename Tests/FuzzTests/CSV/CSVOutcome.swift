@testable import Formats

/// What `CSVReader` makes of some bytes.
struct CSVOutcome: Equatable {
    var records: [PlainCSV.Record] = []
    /// Of each record, what its fields say of their quotes.
    var quotes: [[Bool]] = []
    var nextLines: [Int] = []
    var delimiter: UInt8 = 0
    var error: FormatError?

    /// Reads in one chunk where nothing else is said.
    init(_ bytes: [UInt8], delimiter: UInt8?, chunk: Int? = nil, limit: Int = CSVReader.defaultLimit) {
        self.init(CSVReader(ByteReader(bytes: bytes, chunkSize: chunk ?? bytes.count + 64), delimiter: delimiter, limit: limit))
    }

    init(_ reader: CSVReader) {
        do throws(FormatError) {
            while try reader.next() {
                records.append(
                    PlainCSV.Record(
                        fields: (0..<reader.count).map { Array(reader[$0]) }, line: reader.line, raw: Array(reader.raw),
                        position: reader.position, hasTextAfterQuote: reader.hasTextAfterQuote))
                quotes.append((0..<reader.count).flatMap { [reader.isQuoted($0), reader.isQuotedEmpty($0)] })
                nextLines.append(reader.nextLine)
            }
        } catch {
            // How far it was read says where, which is the chunks' business.
            if case .damagedGzip(let file, _) = error { self.error = .damagedGzip(file: file, position: 0) } else { self.error = error }
        }
        delimiter = reader.delimiter
    }
}
