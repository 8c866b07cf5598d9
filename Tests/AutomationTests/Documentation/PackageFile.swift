import Foundation

/// The files of the package that the documents speak of, by their paths from its root.
enum PackageFile {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ name: String) -> String { root.appendingPathComponent(name).standardizedFileURL.path }

    static func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    static func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// The README and everything in `docs`.
    static func documents() throws -> [String] {
        let docs = try FileManager.default.contentsOfDirectory(atPath: path("docs")).filter { $0.hasSuffix(".md") }
        return ["README.md"] + docs.sorted().map { "docs/" + $0 }
    }
}
