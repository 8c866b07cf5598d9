import LuaSyntax

/// What conditions on events and times say about a contact's past.
struct EventQuestions {
    let script: CheckedScript

    /// The conditions that `&` joins, each once.
    func conjunction(_ expression: Expression) -> [Expression] { operands(of: expression, joinedBy: .bitAnd) }

    /// Whether it is met by contacts that have done nothing.
    func isAbsence(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .unary(.bitNot, let inner): return isPresence(script.value(inner))
        case .method(let owner, let name, let arguments):
            if name == "none" { return isClause(owner) }
            guard isAggregate(owner, "count") else { return false }
            if name == "lt" || name == "le" { return true }
            guard name == "eq", case .integer(0)? = arguments.first.map(script.value)?.kind else { return false }
            return true
        default: return false
        }
    }

    /// Whether it is met by contacts alone that have done something.
    func isPresence(_ expression: Expression) -> Bool {
        guard case .method(let owner, let name, let arguments) = expression.kind else { return false }
        switch name {
        case "any": return isClause(owner)
        case "ge", "gt": return isAggregate(owner, "count", "sum", "max")
        case "eq":
            guard isAggregate(owner, "count"), case .integer(let count)? = arguments.first.map(script.value)?.kind else { return false }
            return count > 0
        case "before", "after", "within", "on", "between", "older_than": return isAggregate(owner, "last", "first")
        default: return false
        }
    }

    /// The conditions that `|` joins, each once.
    func alternatives(_ expression: Expression) -> [Expression] { operands(of: expression, joinedBy: .bitOr) }

    /// The conditions that an operator joins, each once.
    private func operands(of expression: Expression, joinedBy sign: BinaryOperator) -> [Expression] {
        var conditions: [Expression] = []
        var seen: Set<ObjectIdentifier> = []
        func collect(_ expression: Expression) {
            let value = script.value(expression)
            guard seen.insert(ObjectIdentifier(value)).inserted else { return }
            if case .binary(sign, let left, let right) = value.kind {
                collect(left)
                collect(right)
            } else {
                conditions.append(value)
            }
        }
        collect(expression)
        return conditions
    }

    /// Whether newcomers do not meet it: it asks when they were created, or for something that takes a past.
    func needsPast(_ expression: Expression) -> Bool {
        alternatives(expression).allSatisfy { conjunction($0).contains(where: isOfPast) }
    }

    private func isOfPast(_ value: Expression) -> Bool {
        switch value.kind {
        case .unary(.bitNot, let inner): return asksForCreation(inner)
        case .method(let owner, let name, _):
            if asksForCreation(value) || isPresence(value) { return true }
            guard ["before", "older_than", "between"].contains(name), case .index(let fields, _) = script.value(owner).kind else {
                return false
            }
            return script.declaredType(fields)?.name == FieldsObject.luaClass
        default: return false
        }
    }

    private func asksForCreation(_ expression: Expression) -> Bool {
        guard case .method(let owner, _, _) = script.value(expression).kind, case .index(let root, let key) = script.value(owner).kind,
            case .string("created_at") = key.kind
        else { return false }
        return script.declaredType(root)?.name == TypeNames.contact
    }

    private func isClause(_ expression: Expression) -> Bool {
        script.declaredType(expression)?.name == EventClauseObject.luaClass
    }

    private func isAggregate(_ expression: Expression, _ names: String...) -> Bool {
        guard case .method(let owner, let name, _) = script.value(expression).kind else { return false }
        return names.contains(name) && isClause(owner)
    }
}
