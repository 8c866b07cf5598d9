extension Statement {
    var code: CodeCertainty {
        switch kind {
        case .call, .function, .localFunction, .return, .numericFor, .genericFor: .certain
        case .empty, .label: .none
        case .break, .goto: .unclear
        case .local(let variables, let values):
            variables.contains { $0.attribute == .const } && values.allSatisfy(\.isConstant) ? .none : .certain
        case .assignment(let targets, let values):
            targets.count == 1 && values.count == 1 && targets[0].isSameLocal(as: values[0]) ? .none : .certain
        case .block(let block): block.code
        case .conditional(let branches, _): branches[0].condition.isConstant ? .unclear : .certain
        case .whileLoop(let condition, let block):
            if !condition.isConstant { .certain } else { condition.isTrue && block.code == .certain ? .certain : .unclear }
        case .repeatLoop(let block, let condition):
            switch block.code {
            case .certain: .certain
            case .none: condition.isConstant ? .unclear : .certain
            case .unclear: .unclear
            }
        }
    }
}

extension Block {
    var code: CodeCertainty { statements.lazy.map(\.code).first { $0 != .none } ?? .none }
}

extension Expression {
    /// Whether Lua may know its value when it compiles it.
    var isConstant: Bool {
        switch kind {
        case .nil, .boolean, .integer, .number, .string: true
        case .local(let variable): variable.attribute == .const
        case .parenthesis(let inner), .unary(_, let inner): inner.isConstant
        case .binary(_, let left, let right): left.isConstant && right.isConstant
        default: false
        }
    }

    fileprivate var isTrue: Bool {
        if case .boolean(true) = unwrapped.kind { true } else { false }
    }

    fileprivate func isSameLocal(as other: Expression) -> Bool {
        guard case .local(let left) = unwrapped.kind, case .local(let right) = other.unwrapped.kind else { return false }
        return left == right
    }
}
