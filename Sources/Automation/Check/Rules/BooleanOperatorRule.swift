import Lua
import LuaSyntax

enum BooleanOperatorRule: CheckRule {
    static let name = "boolean-operator"
    static let severity = Finding.Severity.error
    static let summary = "and, or, not or a comparison stands between expressions."
    static let why =
        "Lua works them out at once, before there is an expression: `a and b` is b alone, `a or b` is a alone, and nothing fails. & | ~ and the methods build expressions."
    static let bad = """
        print(contact.where(contact.fields.beta:is_true() and contact.fields.plan:eq "pro"):count())
        """
    static let good = """
        print(contact.where(contact.fields.beta:is_true() & contact.fields.plan:eq "pro"):count())
        """

    private static let classes: Set<String> = [FilterObject.luaClass, PropertyObject.luaClass, EventClauseObject.luaClass]
    private static let comparisons: [BinaryOperator: String] = [
        .equal: ":eq()", .notEqual: ":ne()", .less: ":lt()", .lessOrEqual: ":le()", .greater: ":gt()", .greaterOrEqual: ":ge()",
    ]

    static func check(_ script: CheckedScript) -> [Problem] {
        func isExpression(_ expression: Expression) -> Bool {
            if case .name(let name)? = script.type(expression) { classes.contains(name) } else { false }
        }
        return script.chunk.expressions.compactMap { expression in
            switch expression.kind {
            case .unary(.not, let value):
                guard isExpression(value) else { return nil }
                return Problem(expression.line, "'not' of an expression is false always", fix: "use ~")
            case .binary(.and, let left, _):
                guard isExpression(left) else { return nil }
                return Problem(expression.line, "'and' after an expression drops it", fix: "use &")
            case .binary(.or, let left, _):
                guard isExpression(left) else { return nil }
                return Problem(expression.line, "'or' after an expression drops what follows", fix: "use |")
            case .binary(let sign, let left, let right):
                guard let method = comparisons[sign], isExpression(left) || isExpression(right) else { return nil }
                if case .nil = left.unwrapped.kind { return nil }
                if case .nil = right.unwrapped.kind { return nil }
                return Problem(expression.line, "'\(sign.rawValue)' compares what builds an expression", fix: "use \(method)")
            default: return nil
            }
        }
    }
}
