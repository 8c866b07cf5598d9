/// A link of a document to a file of the package.
struct Link {
    /// From the package's root.
    let file: String
    /// The heading that is meant, as Markdown viewers spell it.
    let heading: String?

    static func links(of document: String) throws -> [Link] {
        let folder = document.split(separator: "/").dropLast().map { $0 + "/" }.joined()
        return try prose(document).split(separator: "](").dropFirst().compactMap { rest in
            guard let end = rest.firstIndex(of: ")") else { return nil }
            let target = rest[..<end]
            guard !target.contains("://") else { return nil }
            let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let file = parts[0].isEmpty ? document : folder + parts[0]
            return Link(file: file, heading: parts.count > 1 ? String(parts[1]) : nil)
        }
    }

    static func headings(of document: String) throws -> [String] {
        try prose(document).split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
            let title = line.drop { $0 == "#" || $0 == " " }.lowercased()
            return String(title.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }.map { $0 == " " ? "-" : $0 })
        }
    }

    /// The text without its code blocks.
    private static func prose(_ document: String) throws -> String {
        let parts = try PackageFile.text(document).split(separator: "```", omittingEmptySubsequences: false)
        return stride(from: 0, to: parts.count, by: 2).map { String(parts[$0]) }.joined()
    }
}
