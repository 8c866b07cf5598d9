import Contacts
import Formats

/// Finds the type that all values of a column have, from a file's first rows.
struct TypeInference {
    private var candidates: [[ValueType]]
    private var isEmpty: [Bool]

    /// From the narrowest type to the widest; text takes everything.
    private static let order: [ValueType] = [.integer, .float, .boolean, .date, .text]
    static let rows = 1_000

    init(columns: Int) {
        candidates = Array(repeating: Self.order, count: columns)
        isEmpty = Array(repeating: true, count: columns)
    }

    /// The types of a CSV file's columns.
    static func types(of path: String, header: [String]) throws -> [ValueType] {
        var inference = TypeInference(columns: header.count)
        let reader = CSVReader(try ByteReader(path: path), delimiter: nil)
        _ = try reader.next()
        var count = 0
        while count < rows, try reader.next() {
            count += 1
            for column in 0..<min(reader.count, header.count) { inference.note(reader[column], at: column) }
        }
        return inference.types
    }

    /// In the order of the columns. Columns without a value are text.
    var types: [ValueType] {
        candidates.indices.map { isEmpty[$0] ? .text : candidates[$0].first ?? .text }
    }

    mutating func addColumn() {
        candidates.append(Self.order)
        isEmpty.append(true)
    }

    mutating func note(_ bytes: UnsafeRawBufferPointer, at column: Int) {
        guard !bytes.isEmpty else { return }
        isEmpty[column] = false
        candidates[column].removeAll { $0 != .text && (Value(bytes: bytes, as: $0) == nil || $0 == .float && !Self.isPlainNumber(bytes)) }
    }

    /// The same of a JSON value, whose kind says more: a text is a date or a text.
    mutating func note(_ value: JSONValue, at column: Int) {
        let fitting: [ValueType] =
            switch value {
            case .null, .string(""): Self.order
            case .integer: [.integer, .float]
            case .number: [.float]
            case .bool: [.boolean]
            case .string(let text): text.utf8.count == 10 && Value(text, as: .date) != nil ? [.date, .text] : [.text]
            case .array, .object: [.text]
            }
        guard fitting.count < Self.order.count else { return }
        isEmpty[column] = false
        candidates[column].removeAll { $0 != .text && !fitting.contains($0) }
    }

    /// `inf`, `nan` and hexadecimal floats are words here, not numbers.
    private static func isPlainNumber(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "+-.eE".utf8.contains($0) }
    }
}
