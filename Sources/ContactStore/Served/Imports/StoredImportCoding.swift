import Contacts

/// Rows of an import as bytes, for as long as it waits: for each the address, the values, the lists.
///
/// Numbers are eight bytes, little-endian; texts are their length and their UTF-8; lists of things begin with how many there are. A
/// value is a field's id, a byte for its kind (0 none, 1 integer, 2 real, 3 text) and what the kind has.
enum StoredImportCoding {
    static func bytes(_ rows: [StoredImportRow]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows.count * 96)
        func put(_ number: Int64) { withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) } }
        func put(_ text: String) {
            put(Int64(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
        for row in rows {
            put(row.email)
            put(Int64(row.values.count))
            for (field, value) in row.values {
                put(field)
                switch value {
                case .null, .blob: bytes.append(0)
                case .integer(let number):
                    bytes.append(1)
                    put(number)
                case .real(let number):
                    bytes.append(2)
                    put(Int64(bitPattern: number.bitPattern))
                case .text(let text):
                    bytes.append(3)
                    put(text)
                }
            }
            for lists in [row.included, row.excluded] {
                put(Int64(lists.count))
                for list in lists { put(list) }
            }
        }
        return bytes
    }

    /// Nil where the bytes are not what ``bytes(_:)`` makes.
    static func rows(_ bytes: UnsafeRawBufferPointer) -> [StoredImportRow]? {
        var reader = Reader(bytes: bytes)
        var rows: [StoredImportRow] = []
        while !reader.isAtEnd {
            guard let email = reader.text(), let count = reader.count() else { return nil }
            var values: [(field: Int64, value: SQLValue)] = []
            for _ in 0..<count {
                guard let field = reader.number(), let value = reader.value() else { return nil }
                values.append((field, value))
            }
            guard let included = reader.numbers(), let excluded = reader.numbers() else { return nil }
            rows.append(StoredImportRow(email: email, values: values, included: included, excluded: excluded))
        }
        return rows
    }

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        private var place = 0

        init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

        var isAtEnd: Bool { place >= bytes.count }

        mutating func number() -> Int64? {
            guard place + 8 <= bytes.count else { return nil }
            defer { place += 8 }
            return Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Int64.self))
        }

        /// A number of things, of which there cannot be more than bytes.
        mutating func count() -> Int? {
            guard let number = number(), number >= 0, number <= Int64(bytes.count) else { return nil }
            return Int(number)
        }

        mutating func text() -> String? {
            guard let count = count(), place + count <= bytes.count else { return nil }
            defer { place += count }
            return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[place..<place + count]), as: UTF8.self)
        }

        mutating func numbers() -> [Int64]? {
            guard let count = count() else { return nil }
            var numbers: [Int64] = []
            for _ in 0..<count {
                guard let number = number() else { return nil }
                numbers.append(number)
            }
            return numbers
        }

        mutating func value() -> SQLValue? {
            guard place < bytes.count else { return nil }
            let kind = bytes[place]
            place += 1
            switch kind {
            case 0: return .null
            case 1: return number().map { .integer($0) }
            case 2: return number().map { .real(Double(bitPattern: UInt64(bitPattern: $0))) }
            case 3: return text().map { .text($0) }
            default: return nil
            }
        }
    }
}
