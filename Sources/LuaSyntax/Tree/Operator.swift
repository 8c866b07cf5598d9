/// An operator between two values.
public enum BinaryOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case power = "^"
    case concat = ".."
    case bitAnd = "&"
    case bitOr = "|"
    case bitXor = "~"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case equal = "=="
    case notEqual = "~="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and
    case or

    /// How tightly it binds to its left and to its right. Source: the table `priority` of Lua 5.4's `lparser.c`.
    var priority: (left: Int, right: Int) {
        switch self {
        case .or: (1, 1)
        case .and: (2, 2)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: (3, 3)
        case .bitOr: (4, 4)
        case .bitXor: (5, 5)
        case .bitAnd: (6, 6)
        case .shiftLeft, .shiftRight: (7, 7)
        case .concat: (9, 8)
        case .add, .subtract: (10, 10)
        case .multiply, .divide, .floorDivide, .modulo: (11, 11)
        case .power: (14, 13)
        }
    }
}

/// An operator before one value.
public enum UnaryOperator: String, Sendable {
    case negate = "-"
    case not
    case length = "#"
    case bitNot = "~"

    static let priority = 12
}
