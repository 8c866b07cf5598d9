/// Statements in order.
public struct Block {
    public let statements: [Statement]
    /// The line of the word before it: `then`, `do`, `else`, `repeat`, or the bracket behind a function's parameters.
    let openingLine: Int
    /// The line of the word that ends it: `end`, `else`, `elseif`, `until`, or the end of the text.
    let closingLine: Int
}
