import Formats

/// What a gzip file holds.
enum Gunzip {
    static func lines(_ bytes: [UInt8]) throws -> [String] {
        let reader = ByteReader(bytes: bytes)
        var text: [UInt8] = []
        while let chunk = try reader.read() { text += chunk }
        return String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }
}
