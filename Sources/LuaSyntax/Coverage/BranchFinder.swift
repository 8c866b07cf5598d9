/// Finds the branches of a text that lines can tell apart.
struct BranchFinder {
    private let headTexts: [String]
    private(set) var branches: [ScriptBranch] = []

    init(_ chunk: Chunk) {
        headTexts = Self.texts(of: chunk.source)
        for statement in chunk.statements { add(statement) }
        for expression in chunk.expressions {
            if case .function(let body) = expression.kind { add(.function, expression.line, body.block) }
        }
        branches.sort { ($0.line, $0.lines.min() ?? 0) < ($1.line, $1.lines.min() ?? 0) }
    }

    private mutating func add(_ statement: Statement) {
        switch statement.kind {
        case .conditional(let conditions, let otherwise):
            var kind = ScriptBranch.Kind.if
            // A head is the word that ends the block before it.
            var line = statement.line
            for (condition, block) in conditions {
                // Lua makes no test of a constant, so the block's code may melt into what is before it.
                if !condition.isConstant { add(kind, line, block) }
                (kind, line) = (.elseif, block.closingLine)
            }
            if let otherwise { add(.else, line, otherwise) }
        case .whileLoop(_, let block), .repeatLoop(let block, until: _), .numericFor(_, from: _, to: _, step: _, let block),
            .genericFor(_, _, let block):
            add(.loop, statement.line, block)
        case .function(_, let body), .localFunction(_, let body): add(.function, statement.line, body.block)
        default: break
        }
    }

    private mutating func add(_ kind: ScriptBranch.Kind, _ line: Int, _ block: Block) {
        guard let lines = Self.lines(of: block) else { return }
        let headText = line <= headTexts.count ? headTexts[line - 1] : ""
        branches.append(ScriptBranch(kind: kind, line: line, headText: headText, lines: lines))
    }

    /// The lines that prove that a block was entered, one of which is executed whenever it is; nil where there are none such.
    private static func lines(of block: Block) -> Set<Int>? {
        let shared: Set<Int> = [block.openingLine, block.closingLine]
        for statement in block.statements {
            let code = statement.code
            guard code != .unclear else { return nil }
            if code == .none, case .empty = statement.kind { continue }
            guard !shared.contains(statement.line), !shared.contains(statement.lastLine) else { return nil }
            guard code == .certain else { continue }
            let first = block.statements[0].line
            let last = block.statements.reduce(first) { max($0, $1.lastLine) }
            return Set(first...last).subtracting(shared)
        }
        return nil
    }

    /// The lines of a text, as Lua counts them, in the form of heads.
    private static func texts(of source: [UInt8]) -> [String] {
        var lexer = Lexer(source)
        var texts: [String] = []
        while lexer.index < source.count {
            let start = lexer.index
            while let byte = lexer.peek(), !byte.isLineBreak { lexer.index += 1 }
            let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
            var line = source[start..<lexer.index].drop(while: isSpace).prefix(ScriptBranch.longestHead)
            while line.last.map(isSpace) ?? false { line.removeLast() }
            texts.append(Lexer.text(line))
            if lexer.peek() != nil { lexer.skipLineBreak() }
        }
        return texts
    }
}
