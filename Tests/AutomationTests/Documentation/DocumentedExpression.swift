/// One expression of a block marked `expression`: it starts at the margin, goes on in indented lines, and may end with a
/// comment that says how many contacts meet it.
struct DocumentedExpression {
    private(set) var text: String
    private(set) var count: Int?

    static func expressions(of block: CodeBlock) -> [DocumentedExpression] {
        var expressions: [DocumentedExpression] = []
        for line in block.text.split(separator: "\n") where !line.hasPrefix("--") {
            if line.first == " ", !expressions.isEmpty {
                expressions[expressions.count - 1].append(line)
            } else {
                var expression = DocumentedExpression(text: "")
                expression.append(line)
                expressions.append(expression)
            }
        }
        return expressions
    }

    private mutating func append(_ line: Substring) {
        text += line + "\n"
        if let comment = line.split(separator: "--").last, let count = Int(comment.filter { $0 != " " }) { self.count = count }
    }
}
