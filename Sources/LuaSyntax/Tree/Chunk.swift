/// A whole text as a tree.
public struct Chunk {
    public let block: Block
    /// Every expression of the text; what an expression is made of comes before it.
    public let expressions: [Expression]
    /// Every statement of the text; what a statement is made of comes before it.
    public let statements: [Statement]
    public let comments: [Comment]
    let source: [UInt8]

    /// Reads a text of Lua 5.4.
    public init(parsing source: [UInt8]) throws(SyntaxError) {
        var parser = try Parser(source)
        self = try parser.chunk()
    }

    init(block: Block, expressions: [Expression], statements: [Statement], comments: [Comment], source: [UInt8]) {
        self.block = block
        self.expressions = expressions
        self.statements = statements
        self.comments = comments
        self.source = source
    }
}
