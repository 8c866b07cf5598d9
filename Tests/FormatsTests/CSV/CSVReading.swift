@testable import Formats

extension PlainCSV {
    /// What `CSVReader` makes of the bytes, in the same form.
    init(reading bytes: [UInt8], delimiter: UInt8? = 0x2C, chunk: Int = ByteReader.chunkSize) throws {
        self.init()
        let reader = CSVReader(ByteReader(bytes: bytes, chunkSize: chunk), delimiter: delimiter)
        do throws(FormatError) {
            while try reader.next() { records.append(Record(reader)) }
        } catch {
            guard case .unclosedQuote(_, let line) = error else { throw error }
            unclosed = line
        }
    }
}

extension PlainCSV.Record {
    init(_ reader: CSVReader) {
        self.init(
            fields: (0..<reader.count).map { Array(reader[$0]) }, line: reader.line, raw: Array(reader.raw), position: reader.position,
            hasTextAfterQuote: reader.hasTextAfterQuote)
    }
}

/// The fields of all records as texts.
func fields(_ text: String, delimiter: UInt8? = 0x2C) throws -> [[String]] {
    try PlainCSV(reading: Array(text.utf8), delimiter: delimiter).records.map { $0.fields.map { String(decoding: $0, as: UTF8.self) } }
}
