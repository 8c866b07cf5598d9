/// Statements in order.
public struct Block {
    public let statements: [Statement]
}
