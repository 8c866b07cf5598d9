import Foundation

/// The inputs of a target that are kept in the package: its seeds, what reached something new, and findings.
struct Corpus {
    let files: [(name: String, bytes: [UInt8])]
    /// What the target's inputs are made of.
    let words: [[UInt8]]

    init(_ target: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let inputs = folder.appending(path: "Corpus/\(target)")
        files = try FileManager.default.contentsOfDirectory(atPath: inputs.path).sorted().map { name in
            (name, Array(try Data(contentsOf: inputs.appending(path: name))))
        }
        let dictionary = try String(contentsOf: folder.appending(path: "Dictionaries/\(target).dict"), encoding: .utf8)
        words = dictionary.split(separator: "\n").map { Self.unquoted($0.dropFirst().dropLast()) }
    }

    /// A word of a dictionary: a byte may stand there as `\x1F`.
    private static func unquoted(_ word: Substring) -> [UInt8] {
        var parts = word.components(separatedBy: "\\x")
        var bytes = Array(parts.removeFirst().utf8)
        for part in parts { bytes += [UInt8(part.prefix(2), radix: 16) ?? 0] + Array(part.dropFirst(2).utf8) }
        return bytes
    }
}
