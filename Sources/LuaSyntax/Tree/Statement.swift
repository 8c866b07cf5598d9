/// A statement.
public final class Statement {
    public enum Kind {
        case local([LocalVariable], [Expression])
        case localFunction(LocalVariable, FunctionBody)
        case assignment([Expression], [Expression])
        /// `function a.b:c() … end`: what it is assigned to, and the function.
        case function(Expression, FunctionBody)
        case call(Expression)
        case block(Block)
        case whileLoop(Expression, Block)
        case repeatLoop(Block, until: Expression)
        case conditional([(condition: Expression, block: Block)], otherwise: Block?)
        case numericFor(LocalVariable, from: Expression, to: Expression, step: Expression?, Block)
        case genericFor([LocalVariable], [Expression], Block)
        case `return`([Expression])
        case `break`
        case goto(String)
        case label(String)
        case empty
    }

    public let kind: Kind
    public let line: Int
    /// The line of its last word.
    let lastLine: Int

    init(_ kind: Kind, line: Int, lastLine: Int) {
        self.kind = kind
        self.line = line
        self.lastLine = lastLine
    }
}
