@testable import Formats

/// What `JSONLinesReader` makes of some bytes, by the numbers of the lines.
struct JSONLinesOutcome: Equatable {
    var values: [Int: Result<JSONValue, FormatError>] = [:]
    var error: FormatError?

    /// Reads in one chunk where nothing else is said.
    init(_ bytes: [UInt8], limit: Int, chunk: Int? = nil) {
        let reader = JSONLinesReader(ByteReader(bytes: bytes, chunkSize: chunk ?? bytes.count + 64), limit: limit)
        do throws(FormatError) {
            while let value = try reader.next() { values[reader.line] = value }
        } catch {
            self.error = error
        }
    }
}
