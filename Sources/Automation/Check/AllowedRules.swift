import LuaSyntax

/// The rules that comments silence: `-- check: allow rule-name` on the line, or alone on the line before it.
struct AllowedRules {
    private var lines: [Int: Set<String>] = [:]

    init(_ chunk: Chunk) {
        let used = Set(chunk.expressions.map(\.line) + chunk.statements.map(\.line))
        for comment in chunk.comments {
            guard let mark = comment.text.firstRange(of: "check: allow ") else { continue }
            let names = comment.text[mark.upperBound...].split { $0 == "," || $0 == " " || $0 == "\n" }.map(String.init)
            let line = used.contains(comment.line) ? comment.line : comment.line + 1
            lines[line, default: []].formUnion(names)
        }
    }

    func contains(_ rule: String, _ line: Int) -> Bool { lines[line]?.contains(rule) ?? false }
}
