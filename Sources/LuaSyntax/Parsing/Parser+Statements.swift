extension Parser {
    /// The statements up to the end of the block, in the scope that is open.
    mutating func statements() throws(SyntaxError) -> Block {
        let openingLine = lastLine
        var list: [Statement] = []
        while !isBlockEnd(untilCounts: true) {
            let isReturn = at(.return)
            list.append(try statement())
            if isReturn { break }
        }
        return Block(statements: list, openingLine: openingLine, closingLine: line)
    }

    private func isBlockEnd(untilCounts: Bool) -> Bool {
        switch token {
        case .end, .keyword(.else), .keyword(.elseif), .keyword(.end): true
        case .keyword(.until): untilCounts
        default: false
        }
    }

    private mutating func statement() throws(SyntaxError) -> Statement {
        try nested { parser throws(SyntaxError) in
            let line = parser.line
            let kind = try parser.statementKind(line)
            return parser.make(kind, line: line)
        }
    }

    private mutating func statementKind(_ line: Int) throws(SyntaxError) -> Statement.Kind {
        switch token {
        case .symbol(.semicolon):
            try advance()
            return .empty
        case .keyword(.if): return try conditional()
        case .keyword(.while):
            try advance()
            let condition = try expression()
            try expect(.do)
            let block = try scope(isLoop: true) { parser throws(SyntaxError) in try parser.statements() }
            try expect(.end)
            return .whileLoop(condition, block)
        case .keyword(.do):
            try advance()
            let block = try scope { parser throws(SyntaxError) in try parser.statements() }
            try expect(.end)
            return .block(block)
        case .keyword(.for): return try forLoop()
        case .keyword(.repeat): return try repeatLoop()
        case .keyword(.function): return try function()
        case .keyword(.local):
            try advance()
            return try take(.function) ? try localFunction() : try local()
        case .symbol(.doubleColon):
            try advance()
            return try label(line)
        case .keyword(.return): return try returnStatement()
        case .keyword(.break):
            try advance()
            jump(to: nil, line: line)
            return .break
        case .keyword(.goto):
            try advance()
            let name = try name()
            jump(to: name, line: line)
            return .goto(name)
        default: return try callOrAssignment()
        }
    }

    private mutating func conditional() throws(SyntaxError) -> Statement.Kind {
        var branches: [(condition: Expression, block: Block)] = []
        repeat {
            try advance()
            let condition = try expression()
            try expect(.then)
            branches.append((condition, try scope { parser throws(SyntaxError) in try parser.statements() }))
        } while at(.elseif)
        var otherwise: Block?
        if try take(.else) { otherwise = try scope { parser throws(SyntaxError) in try parser.statements() } }
        try expect(.end)
        return .conditional(branches, otherwise: otherwise)
    }

    private mutating func forLoop() throws(SyntaxError) -> Statement.Kind {
        try advance()
        let kind = try scope(isLoop: true) { parser throws(SyntaxError) -> Statement.Kind in
            let line = parser.line
            let first = LocalVariable(try parser.name(), line: line)
            switch parser.token {
            case .symbol(.assign): return try parser.numericFor(first)
            case .symbol(.comma), .keyword(.in): return try parser.genericFor(first)
            default: throw parser.unexpected("'=' or 'in' expected")
            }
        }
        try expect(.end)
        return kind
    }

    private mutating func numericFor(_ variable: LocalVariable) throws(SyntaxError) -> Statement.Kind {
        try advance()
        let from = try expression()
        try expect(.comma)
        let to = try expression()
        let step = try take(.comma) ? try expression() : nil
        return .numericFor(variable, from: from, to: to, step: step, try loopBody([variable], hidden: 3))
    }

    private mutating func genericFor(_ first: LocalVariable) throws(SyntaxError) -> Statement.Kind {
        var variables = [first]
        while try take(.comma) {
            let line = line
            variables.append(LocalVariable(try name(), line: line))
        }
        try expect(.in)
        let values = try expressions()
        return .genericFor(variables, values, try loopBody(variables, hidden: 4))
    }

    /// A loop keeps some variables of its own, which count.
    private mutating func loopBody(_ variables: [LocalVariable], hidden: Int) throws(SyntaxError) -> Block {
        for _ in 0..<hidden { try declare(nil) }
        try expect(.do)
        return try scope { parser throws(SyntaxError) in
            for variable in variables { try parser.declare(variable) }
            return try parser.statements()
        }
    }

    private mutating func repeatLoop() throws(SyntaxError) -> Statement.Kind {
        try advance()
        return try scope(isLoop: true) { parser throws(SyntaxError) in
            // The condition sees the block's variables.
            try parser.scope { parser throws(SyntaxError) in
                let block = try parser.statements()
                try parser.expect(.until)
                return .repeatLoop(block, until: try parser.expression())
            }
        }
    }

    private mutating func function() throws(SyntaxError) -> Statement.Kind {
        try advance()
        let line = line
        let name = try name()
        var target = make(resolve(name), line: line)
        while at(.dot) { target = try member(of: target) }
        let isMethod = at(.colon)
        if isMethod { target = try member(of: target) }
        let body = try functionBody(hasSelf: isMethod)
        try assign(to: target)
        return .function(target, body)
    }

    private mutating func localFunction() throws(SyntaxError) -> Statement.Kind {
        let line = line
        let variable = LocalVariable(try name(), line: line)
        try declare(variable)
        return .localFunction(variable, try functionBody(hasSelf: false))
    }

    private mutating func local() throws(SyntaxError) -> Statement.Kind {
        var variables: [LocalVariable] = []
        repeat {
            let line = line
            let name = try name()
            variables.append(LocalVariable(name, line: line, attribute: try attribute()))
        } while try take(.comma)
        guard variables.count(where: { $0.attribute == .close }) <= 1 else {
            throw SyntaxError(message: "multiple to-be-closed variables in local list", line: line)
        }
        let values = try take(.assign) ? try expressions() : []
        for variable in variables { try declare(variable) }
        return .local(variables, values)
    }

    private mutating func attribute() throws(SyntaxError) -> LocalVariable.Attribute? {
        guard try take(.less) else { return nil }
        let name = try name()
        try expect(.greater)
        guard let attribute = LocalVariable.Attribute(rawValue: name) else {
            throw SyntaxError(message: "unknown attribute '\(name)'", line: line)
        }
        return attribute
    }

    private mutating func label(_ line: Int) throws(SyntaxError) -> Statement.Kind {
        let name = try name()
        try expect(.doubleColon)
        // What does nothing does not keep a label from being the block's last.
        while at(.semicolon) || at(.doubleColon) { _ = try statement() }
        try label(name, isLast: isBlockEnd(untilCounts: false), line: line)
        return .label(name)
    }

    private mutating func returnStatement() throws(SyntaxError) -> Statement.Kind {
        try advance()
        var values: [Expression] = []
        if !isBlockEnd(untilCounts: true), !at(.semicolon) { values = try expressions() }
        _ = try take(.semicolon)
        return .return(values)
    }

    private mutating func callOrAssignment() throws(SyntaxError) -> Statement.Kind {
        let first = try suffixed()
        guard at(.assign) || at(.comma) else {
            switch first.kind {
            case .call, .method: return .call(first)
            default: throw unexpected("syntax error")
            }
        }
        var targets = [first]
        try checkTarget(first)
        while try take(.comma) {
            guard targets.count < Self.deepest else { throw SyntaxError(message: "too many variables in an assignment", line: line) }
            let target = try suffixed()
            try checkTarget(target)
            targets.append(target)
        }
        try expect(.assign)
        return .assignment(targets, try expressions())
    }

    private func checkTarget(_ target: Expression) throws(SyntaxError) {
        switch target.kind {
        case .local, .global, .index: try assign(to: target)
        default: throw unexpected("syntax error")
        }
    }
}
