import Testing

/// A fenced block of a Markdown file, with what the comments directly above it say: `<!-- name -->` or `<!-- name: value -->`.
struct CodeBlock {
    let document: String
    /// The line of its first line of text.
    let line: Int
    let language: String
    let text: String
    let marks: [String: String]

    var location: SourceLocation {
        SourceLocation(fileID: "Documentation/" + document, filePath: PackageFile.path(document), line: line, column: 1)
    }

    static func blocks(of document: String) throws -> [CodeBlock] {
        var blocks: [CodeBlock] = []
        var marks: [String: String] = [:]
        var open: (language: String, line: Int, text: [Substring])?
        let lines = try PackageFile.text(document).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if let block = open {
                if line == "```" {
                    let text = block.text.map { $0 + "\n" }.joined()
                    blocks.append(CodeBlock(document: document, line: block.line, language: block.language, text: text, marks: marks))
                    marks = [:]
                    open = nil
                } else {
                    open = (block.language, block.line, block.text + [line])
                }
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), index + 2, [])
            } else if let (name, value) = mark(line) {
                marks[name] = value
            } else if !line.isEmpty {
                marks = [:]
            }
        }
        #expect(open == nil, "\(document) ends inside a block")
        return blocks
    }

    private static func mark(_ line: Substring) -> (name: String, value: String)? {
        guard line.hasPrefix("<!-- "), line.hasSuffix(" -->") else { return nil }
        let parts = line.dropFirst(5).dropLast(4).split(separator: ":", maxSplits: 1)
        return (String(parts[0]), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
    }
}
