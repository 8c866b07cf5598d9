extension Parser {
    mutating func expression() throws(SyntaxError) -> Expression {
        try operation(above: 0)
    }

    mutating func expressions() throws(SyntaxError) -> [Expression] {
        var list = [try expression()]
        while try take(.comma) { list.append(try expression()) }
        return list
    }

    /// Operators that bind tighter than a priority.
    private mutating func operation(above limit: Int) throws(SyntaxError) -> Expression {
        try nested { parser throws(SyntaxError) in
            var left: Expression
            if let sign = parser.unaryOperator {
                let line = parser.line
                try parser.advance()
                left = parser.make(.unary(sign, try parser.operation(above: UnaryOperator.priority)), line: line)
            } else {
                left = try parser.simple()
            }
            var count = 0
            while let sign = parser.binaryOperator, sign.priority.left > limit {
                count += 1
                guard count <= Self.longestChain else {
                    throw SyntaxError(message: "more than \(Self.longestChain) operators in a row", line: parser.line)
                }
                let line = parser.line
                try parser.advance()
                let right = try parser.operation(above: sign.priority.right)
                left = parser.make(.binary(sign, left, right), line: line)
            }
            return left
        }
    }

    private var unaryOperator: UnaryOperator? {
        switch token {
        case .keyword(.not): .not
        case .symbol(.minus): .negate
        case .symbol(.tilde): .bitNot
        case .symbol(.hash): .length
        default: nil
        }
    }

    private var binaryOperator: BinaryOperator? {
        switch token {
        case .keyword(.and): .and
        case .keyword(.or): .or
        case .symbol(let symbol): BinaryOperator(rawValue: symbol.rawValue)
        default: nil
        }
    }

    private mutating func simple() throws(SyntaxError) -> Expression {
        let line = line
        let kind: Expression.Kind
        switch token {
        case .integer(let number): kind = .integer(number)
        case .number(let number): kind = .number(number)
        case .string(let text): kind = .string(text)
        case .keyword(.nil): kind = .nil
        case .keyword(.true): kind = .boolean(true)
        case .keyword(.false): kind = .boolean(false)
        case .symbol(.ellipsis):
            guard functions.last?.isVararg ?? false else {
                throw SyntaxError(message: "cannot use '...' outside a vararg function near '...'", line: line)
            }
            kind = .vararg
        case .symbol(.openBrace): return try table()
        case .keyword(.function):
            try advance()
            return make(.function(try functionBody(hasSelf: false)), line: line)
        default: return try suffixed()
        }
        try advance()
        return make(kind, line: line)
    }

    private mutating func primary() throws(SyntaxError) -> Expression {
        let line = line
        if case .name(let name) = token {
            try advance()
            return make(resolve(name), line: line)
        }
        guard try take(.openParenthesis) else { throw unexpected("unexpected symbol") }
        let inner = try expression()
        try expect(.closeParenthesis)
        return make(.parenthesis(inner), line: line)
    }

    /// A name or a bracket with what follows it: `.name`, `[key]`, `:name(…)`, `(…)`.
    mutating func suffixed() throws(SyntaxError) -> Expression {
        var expression = try primary()
        var count = 0
        while true {
            count += 1
            guard count <= Self.longestChain else {
                throw SyntaxError(message: "more than \(Self.longestChain) calls in a row", line: line)
            }
            let line = line
            switch token {
            case .symbol(.dot):
                expression = try member(of: expression)
            case .symbol(.openBracket):
                try advance()
                let key = try self.expression()
                try expect(.closeBracket)
                expression = make(.index(expression, key), line: line)
            case .symbol(.colon):
                try advance()
                let nameLine = self.line
                let name = try name()
                expression = make(.method(expression, name, try arguments()), line: nameLine)
            case .symbol(.openParenthesis), .string, .symbol(.openBrace):
                expression = make(.call(expression, try arguments()), line: line)
            default: return expression
            }
        }
    }

    /// `.name` after an expression.
    mutating func member(of owner: Expression) throws(SyntaxError) -> Expression {
        try advance()
        let line = line
        let key = make(.string(try name()), line: line)
        return make(.index(owner, key), line: line)
    }

    private mutating func arguments() throws(SyntaxError) -> [Expression] {
        let line = line
        switch token {
        case .string(let text):
            try advance()
            return [make(.string(text), line: line)]
        case .symbol(.openBrace): return [try table()]
        case .symbol(.openParenthesis):
            try advance()
            if try take(.closeParenthesis) { return [] }
            let list = try expressions()
            try expect(.closeParenthesis)
            return list
        default: throw unexpected("function arguments expected")
        }
    }

    private mutating func table() throws(SyntaxError) -> Expression {
        let line = line
        try expect(.openBrace)
        var items: [TableItem] = []
        while !at(.closeBrace) {
            items.append(try item())
            guard at(.comma) || at(.semicolon) else { break }
            try advance()
        }
        try expect(.closeBrace)
        return make(.table(items), line: line)
    }

    private mutating func item() throws(SyntaxError) -> TableItem {
        let line = line
        if case .name(let name) = token, try peek() == .symbol(.assign) {
            try advance()
            try advance()
            let key = make(.string(name), line: line)
            return .keyed(key, try expression())
        }
        guard try take(.openBracket) else { return .positional(try expression()) }
        let key = try expression()
        try expect(.closeBracket)
        try expect(.assign)
        return .keyed(key, try expression())
    }

    /// From the parameters to `end`.
    mutating func functionBody(hasSelf: Bool) throws(SyntaxError) -> FunctionBody {
        var parameters = hasSelf ? [LocalVariable("self", line: line)] : []
        var isVararg = false
        try expect(.openParenthesis)
        if !at(.closeParenthesis) {
            repeat {
                if try take(.ellipsis) {
                    isVararg = true
                    break
                }
                let line = line
                parameters.append(LocalVariable(try name(), line: line))
            } while try take(.comma)
        }
        try expect(.closeParenthesis)
        functions.append(FunctionScope(isVararg: isVararg))
        let declared = parameters
        let block = try scope { parser throws(SyntaxError) in
            for parameter in declared { try parser.declare(parameter) }
            return try parser.statements()
        }
        functions.removeLast()
        try expect(.end)
        return FunctionBody(parameters: parameters, isVararg: isVararg, block: block)
    }
}
