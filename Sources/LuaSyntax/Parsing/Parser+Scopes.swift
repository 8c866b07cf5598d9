extension Parser {
    /// Parses a block of its own: its variables and labels end with it, its open jumps go to the block around it.
    mutating func scope<Result>(isLoop: Bool = false, _ body: (inout Parser) throws(SyntaxError) -> Result) throws(SyntaxError) -> Result {
        enterScope(isLoop: isLoop)
        let result = try body(&self)
        try leaveScope()
        return result
    }

    private var last: Int { functions.count - 1 }

    private mutating func enterScope(isLoop: Bool) {
        functions[last].blocks.append(BlockScope(isLoop: isLoop, outerCount: functions[last].locals.count))
    }

    private mutating func leaveScope() throws(SyntaxError) {
        let block = functions[last].blocks.removeLast()
        functions[last].locals.removeSubrange(block.outerCount...)
        for var jump in block.jumps where !(block.isLoop && jump.label == nil) {
            guard !functions[last].blocks.isEmpty else {
                guard let label = jump.label else {
                    throw SyntaxError(message: "break outside a loop at line \(jump.line)", line: jump.line)
                }
                throw SyntaxError(message: "no visible label '\(label)' for goto", line: jump.line)
            }
            jump.localCount = min(jump.localCount, block.outerCount)
            functions[last].blocks[functions[last].blocks.count - 1].jumps.append(jump)
        }
    }

    /// Makes a variable visible; nil takes the place of one that only the loop sees.
    mutating func declare(_ variable: LocalVariable?) throws(SyntaxError) {
        guard functions[last].locals.count < Self.mostLocals else {
            throw SyntaxError(message: "too many local variables (limit is \(Self.mostLocals))", line: line)
        }
        functions[last].locals.append(variable)
    }

    /// What a name stands for here.
    func resolve(_ name: String) -> Expression.Kind {
        for function in functions.reversed() {
            for case let variable? in function.locals.reversed() where variable.name == name { return .local(variable) }
        }
        return .global(name)
    }

    /// A jump to a label, or out of a loop. A label that comes later is found when it comes.
    mutating func jump(to label: String?, line: Int) {
        if let label, functions[last].blocks.contains(where: { $0.labels[label] != nil }) { return }
        let jump = BlockScope.Jump(label: label, line: line, localCount: functions[last].locals.count)
        functions[last].blocks[functions[last].blocks.count - 1].jumps.append(jump)
    }

    /// A label; at the end of a block it is outside the block's variables.
    mutating func label(_ name: String, isLast: Bool, line: Int) throws(SyntaxError) {
        guard !functions[last].blocks.contains(where: { $0.labels[name] != nil }) else {
            throw SyntaxError(message: "label '\(name)' already defined", line: line)
        }
        let index = functions[last].blocks.count - 1
        let count = isLast ? functions[last].blocks[index].outerCount : functions[last].locals.count
        functions[last].blocks[index].labels[name] = count
        for jump in functions[last].blocks[index].jumps where jump.label == name && jump.localCount < count {
            let variable = functions[last].locals[jump.localCount]?.name ?? "?"
            throw SyntaxError(message: "<goto \(name)> at line \(jump.line) jumps into the scope of local '\(variable)'", line: line)
        }
        functions[last].blocks[index].jumps.removeAll { $0.label == name }
    }

    /// An assignment to a variable, which must not be constant.
    func assign(to target: Expression) throws(SyntaxError) {
        guard case .local(let variable) = target.kind else { return }
        guard variable.attribute == nil else {
            throw SyntaxError(message: "attempt to assign to const variable '\(variable.name)'", line: line)
        }
        variable.isReassigned = true
    }
}
