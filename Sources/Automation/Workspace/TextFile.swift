import Formats

/// A whole file as bytes, for what is small: scripts and settings.
enum TextFile {
    static func read(_ path: String) throws(FormatError) -> [UInt8] {
        let reader = try ByteReader(path: path)
        var bytes: [UInt8] = []
        while let chunk = try reader.read() { bytes.append(contentsOf: chunk) }
        return bytes
    }
}
