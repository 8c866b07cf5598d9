/// A recursive descent through Lua 5.4's grammar, after `lparser.c`: it accepts what Lua accepts, names, jumps and attributes
/// included.
struct Parser {
    /// Lua's own limits: nested constructs, and local variables of one function.
    static let deepest = 200
    static let mostLocals = 200
    /// How long a chain of operators or calls may be, so that the tree can be walked by recursion.
    static let longestChain = 1000

    private var lexer: Lexer
    private(set) var token = Token.end
    /// The line of the token.
    private(set) var line = 1
    /// The line of the token before it.
    private(set) var lastLine = 1
    private var ahead: (token: Token, line: Int)?
    private var depth = 0
    var functions = [FunctionScope(isVararg: true)]
    private var allExpressions: [Expression] = []
    private var allStatements: [Statement] = []

    init(_ source: [UInt8]) throws(SyntaxError) {
        lexer = Lexer(source)
        try advance()
    }

    mutating func chunk() throws(SyntaxError) -> Chunk {
        let block = try scope { parser throws(SyntaxError) in try parser.statements() }
        guard token == .end else { throw unexpected("'<eof>' expected") }
        return Chunk(block: block, expressions: allExpressions, statements: allStatements, comments: lexer.comments, source: lexer.bytes)
    }

    // MARK: Tokens

    mutating func advance() throws(SyntaxError) {
        lastLine = line
        if let next = ahead {
            (token, line) = next
            ahead = nil
        } else {
            token = try lexer.next()
            line = lexer.line
        }
    }

    /// The token after this one.
    mutating func peek() throws(SyntaxError) -> Token {
        if let ahead { return ahead.token }
        let next = try lexer.next()
        ahead = (next, lexer.line)
        return next
    }

    func at(_ symbol: Symbol) -> Bool { token == .symbol(symbol) }
    func at(_ keyword: Keyword) -> Bool { token == .keyword(keyword) }

    mutating func take(_ symbol: Symbol) throws(SyntaxError) -> Bool {
        guard at(symbol) else { return false }
        try advance()
        return true
    }

    mutating func take(_ keyword: Keyword) throws(SyntaxError) -> Bool {
        guard at(keyword) else { return false }
        try advance()
        return true
    }

    mutating func expect(_ symbol: Symbol) throws(SyntaxError) {
        guard try take(symbol) else { throw unexpected("'\(symbol.rawValue)' expected") }
    }

    mutating func expect(_ keyword: Keyword) throws(SyntaxError) {
        guard try take(keyword) else { throw unexpected("'\(keyword.rawValue)' expected") }
    }

    mutating func name() throws(SyntaxError) -> String {
        guard case .name(let name) = token else { throw unexpected("<name> expected") }
        try advance()
        return name
    }

    func unexpected(_ message: String) -> SyntaxError {
        SyntaxError(message: "\(message) near '\(token.text)'", line: line)
    }

    // MARK: Nodes

    mutating func make(_ kind: Expression.Kind, line: Int) -> Expression {
        let expression = Expression(kind, line: line)
        allExpressions.append(expression)
        return expression
    }

    mutating func make(_ kind: Statement.Kind, line: Int) -> Statement {
        let statement = Statement(kind, line: line, lastLine: lastLine)
        allStatements.append(statement)
        return statement
    }

    /// Goes one level down, as far as Lua goes.
    mutating func nested<Result>(_ body: (inout Parser) throws(SyntaxError) -> Result) throws(SyntaxError) -> Result {
        guard depth < Self.deepest else { throw SyntaxError(message: "chunk has too many nested constructs", line: line) }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }
}
