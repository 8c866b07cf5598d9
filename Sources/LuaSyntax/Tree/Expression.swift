/// A value in the text, with its names resolved.
public final class Expression {
    public enum Kind {
        case `nil`
        case boolean(Bool)
        case integer(Int64)
        case number(Double)
        case string(String)
        case vararg
        case function(FunctionBody)
        case local(LocalVariable)
        case global(String)
        case index(Expression, Expression)
        case call(Expression, [Expression])
        /// `object:name(arguments)`.
        case method(Expression, String, [Expression])
        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression)
        case parenthesis(Expression)
        case table([TableItem])
    }

    public let kind: Kind
    /// The line of its name, operator or first word.
    public let line: Int

    init(_ kind: Kind, line: Int) {
        self.kind = kind
        self.line = line
    }
}

extension Expression {
    /// Without the brackets around it.
    public var unwrapped: Expression {
        var expression = self
        while case .parenthesis(let inner) = expression.kind { expression = inner }
        return expression
    }
}
