import Contacts
import Formats

/// Finds the type that all values of a column have, from a file's first rows.
struct TypeInference {
    private var candidates: [[ValueType]]

    /// From the narrowest type to the widest; text takes everything.
    private static let order: [ValueType] = [.integer, .float, .boolean, .date, .text]
    static let rows = 1_000

    private init(columns: Int) {
        candidates = Array(repeating: Self.order, count: columns)
    }

    /// The types of a file's columns. Columns without a value are text.
    static func types(of path: String, header: [String]) throws -> [ValueType] {
        var inference = TypeInference(columns: header.count)
        var isEmpty = Array(repeating: true, count: header.count)
        let reader = CSVReader(try ByteReader(path: path), delimiter: nil)
        _ = try reader.next()
        var count = 0
        while count < rows, try reader.next() {
            count += 1
            for column in 0..<min(reader.count, header.count) where !reader[column].isEmpty {
                isEmpty[column] = false
                let bytes = reader[column]
                inference.candidates[column].removeAll {
                    $0 != .text && (Value(bytes: bytes, as: $0) == nil || $0 == .float && !isPlainNumber(bytes))
                }
            }
        }
        return inference.candidates.indices.map { isEmpty[$0] ? .text : inference.candidates[$0].first ?? .text }
    }

    /// `inf`, `nan` and hexadecimal floats are words here, not numbers.
    private static func isPlainNumber(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "+-.eE".utf8.contains($0) }
    }
}
