/// An entry of a table constructor.
public enum TableItem {
    /// `value`.
    case positional(Expression)
    /// `name = value` or `[key] = value`.
    case keyed(Expression, Expression)
}
