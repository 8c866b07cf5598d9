import Formats

/// The names of lists in one cell: separated by `;`, and a `;` or `\` that is part of a name with a `\` before it.
enum ListCell {
    private static let separator = UInt8(ascii: ";")
    private static let escape = UInt8(ascii: "\\")

    static func text(_ names: [String]) -> String {
        names.map { name in
            guard name.utf8.contains(where: { $0 == separator || $0 == escape }) else { return name }
            return name.replacing(exactly: "\\", with: "\\\\").replacing(exactly: ";", with: "\\;")
        }.joined(separator: ";")
    }

    /// The names of a cell, empty ones left out. A `\` before anything else is part of the name.
    static func names(_ bytes: UnsafeRawBufferPointer) -> [String] {
        guard bytes.contains(separator) || bytes.contains(escape) else { return [String(decoding: bytes, as: UTF8.self)] }
        var names: [String] = []
        var name: [UInt8] = []
        func end() {
            if !name.isEmpty { names.append(String(decoding: name, as: UTF8.self)) }
            name = []
        }
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == separator {
                end()
            } else if byte == escape, index < bytes.count, bytes[index] == separator || bytes[index] == escape {
                name.append(bytes[index])
                index += 1
            } else {
                name.append(byte)
            }
        }
        end()
        return names
    }
}
