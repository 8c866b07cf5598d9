import Contacts
import Lua
import LuaSyntax

/// A script as rules see it: its tree, what its names stand for, and what the workspace has.
final class CheckedScript {
    /// Where a local variable's value comes from.
    enum Origin {
        /// The n-th value of an expression.
        case value(Expression, Int)
        /// The n-th value of a step of an iterator.
        case step(Expression, Int)
    }

    let chunk: Chunk
    let declarations: BindingDeclarations
    let known: KnownNames
    /// What its `job { … }` says, where it can be read.
    let job: JobDeclaration?
    /// Why it cannot.
    let jobError: LuaError?
    let origins: [LocalVariable: Origin]
    let assignedGlobals: Set<String>
    private var types: [ObjectIdentifier: LuaTypeNotation?] = [:]
    private var texts: [ObjectIdentifier: String?] = [:]
    private(set) lazy var calls: [DeclaredCall] = chunk.expressions.compactMap { call($0) }
    private lazy var callsByExpression = Dictionary(calls.map { (ObjectIdentifier($0.expression), $0) }) { first, _ in first }
    /// The longest text that is worked out: names are shorter.
    private static let longestText = 1_000
    private(set) lazy var names = ScriptNames(of: self)

    init(_ chunk: Chunk, declarations: BindingDeclarations, known: KnownNames, job: JobDeclaration?, jobError: LuaError? = nil) {
        self.chunk = chunk
        self.declarations = declarations
        self.known = known
        self.job = job
        self.jobError = jobError
        origins = Self.origins(chunk)
        assignedGlobals = Self.assignedGlobals(chunk)
    }

    private static func origins(_ chunk: Chunk) -> [LocalVariable: Origin] {
        var origins: [LocalVariable: Origin] = [:]
        for statement in chunk.statements {
            switch statement.kind {
            case .local(let variables, let values):
                for (index, variable) in variables.enumerated() where !variable.isReassigned {
                    if index < values.count {
                        origins[variable] = .value(values[index], 0)
                    } else if let last = values.last {
                        origins[variable] = .value(last, index - values.count + 1)
                    }
                }
            case .genericFor(let variables, let values, _):
                guard values.count == 1, let iterator = values.first else { continue }
                for (index, variable) in variables.enumerated() where !variable.isReassigned { origins[variable] = .step(iterator, index) }
            default: continue
            }
        }
        return origins
    }

    private static func assignedGlobals(_ chunk: Chunk) -> Set<String> {
        var names: Set<String> = []
        for statement in chunk.statements {
            let targets: [Expression] =
                switch statement.kind {
                case .assignment(let targets, _): targets
                case .function(let target, _): [target]
                default: []
                }
            for case .global(let name) in targets.map(\.kind) { names.insert(name) }
        }
        return names
    }

    // MARK: What an expression is

    /// The class of an expression's value, where it is known.
    func declaredType(_ expression: Expression) -> DeclaredType? {
        guard case .name(let name)? = type(expression)?.required else { return nil }
        return declarations.type(name)
    }

    func type(_ expression: Expression) -> LuaTypeNotation? {
        if let found = types[ObjectIdentifier(expression)] { return found }
        // A variable whose value is made of itself has no type.
        types[ObjectIdentifier(expression)] = .some(nil)
        let found = inferredType(expression)
        types[ObjectIdentifier(expression)] = .some(found)
        return found
    }

    private func inferredType(_ expression: Expression) -> LuaTypeNotation? {
        switch expression.kind {
        case .parenthesis(let inner): return type(inner)
        case .string: return .name("string")
        case .global(let name):
            guard !assignedGlobals.contains(name) else { return nil }
            return declarations.global(name).map { .name($0.name) }
        case .local(let variable):
            switch origins[variable] {
            case .value(let value, let index)?: return index == 0 ? type(value) : result(value, index)
            case .step(let iterator, let index)?: return step(iterator, index)
            case nil: return nil
            }
        case .index(let owner, let key):
            if case .array(let element)? = type(owner)?.required { return .optional(element) }
            guard case .string(let name) = key.kind, let owner = declaredType(owner) else { return nil }
            return (owner.property(name)?.type ?? owner.index?.returns.first).flatMap { LuaTypeNotation($0) }
        case .call, .method: return result(expression, 0)
        case .unary(let sign, let value): return sign == .bitNot ? operation("__bnot", value) : nil
        case .binary(let sign, let left, let right):
            switch sign {
            case .bitAnd: return operation("__band", left) ?? operation("__band", right)
            case .bitOr: return operation("__bor", left) ?? operation("__bor", right)
            case .or, .and:
                guard let left = type(left)?.required, left == type(right)?.required else { return nil }
                return left
            default: return nil
            }
        default: return nil
        }
    }

    private func operation(_ name: String, _ value: Expression) -> LuaTypeNotation? {
        guard let type = declaredType(value), let sign = type.operators.first(where: { $0.name == name }) else { return nil }
        return sign.returns.first.flatMap { LuaTypeNotation($0) }
    }

    private func result(_ expression: Expression, _ index: Int) -> LuaTypeNotation? {
        guard let call = call(expression), index < call.member.returns.count else { return nil }
        return LuaTypeNotation(call.member.returns[index])
    }

    private func step(_ iterator: Expression, _ index: Int) -> LuaTypeNotation? {
        if case .call(let function, let arguments) = iterator.kind, case .global("ipairs") = function.kind, arguments.count == 1,
            case .array(let element)? = type(arguments[0])?.required
        {
            return index == 0 ? .name("integer") : element
        }
        guard case .function(_, let returns)? = type(iterator)?.required, index < returns.count else { return nil }
        return returns[index].required
    }

    /// The call that an expression is, where it is one of something that is declared.
    func declaredCall(_ expression: Expression) -> DeclaredCall? { callsByExpression[ObjectIdentifier(expression)] }

    private func call(_ expression: Expression) -> DeclaredCall? {
        switch expression.kind {
        case .method(let owner, let name, let arguments):
            guard let type = declaredType(owner), let member = type.member(name) else { return nil }
            return DeclaredCall(member: member, owner: type, arguments: arguments, line: expression.line, expression: expression)
        case .call(let function, let arguments):
            if case .global(let name) = function.kind, !assignedGlobals.contains(name),
                let member = declarations.functions.first(where: { $0.name == name })
            {
                return DeclaredCall(member: member, owner: nil, arguments: arguments, line: expression.line, expression: expression)
            }
            if case .index(let owner, let key) = function.kind, case .string(let name) = key.kind, let type = declaredType(owner),
                let member = type.member(name)
            {
                return DeclaredCall(member: member, owner: type, arguments: arguments, line: key.line, expression: expression)
            }
            guard let type = declaredType(function), let member = type.operators.first(where: { $0.name == "__call" }) else { return nil }
            return DeclaredCall(member: member, owner: type, arguments: arguments, line: expression.line, expression: expression)
        default: return nil
        }
    }

    // MARK: What an expression says

    /// The expression that a variable stands for, where it stands for one.
    func value(_ expression: Expression) -> Expression {
        var expression = expression.unwrapped
        var seen: Set<LocalVariable> = []
        while case .local(let variable) = expression.kind, case .value(let value, let index)? = origins[variable],
            index == 0, seen.insert(variable).inserted
        {
            expression = value.unwrapped
        }
        return expression
    }

    /// A text that is known without running: a literal, a variable that holds one, an argument's default, a chain of them.
    func text(_ expression: Expression) -> String? {
        let value = value(expression)
        if let known = texts[ObjectIdentifier(value)] { return known }
        let text = literalText(value)
        texts[ObjectIdentifier(value)] = .some(text)
        return text
    }

    private func literalText(_ value: Expression) -> String? {
        switch value.kind {
        case .string(let text): return text
        case .index(let owner, let key):
            guard case .global("args") = owner.unwrapped.kind, case .string(let name) = key.kind else { return nil }
            if case .text(let text)? = job?.arguments[name] { return text }
            return nil
        case .binary(.concat, let left, let right):
            guard let left = text(left), let right = text(right), left.utf8.count + right.utf8.count <= Self.longestText else { return nil }
            return left + right
        default: return nil
        }
    }

    /// The items of a table constructor, or of a variable that holds one.
    func items(_ expression: Expression?) -> [TableItem]? {
        guard let expression, case .table(let items) = value(expression).kind else { return nil }
        return items
    }

    /// The named items of a table constructor.
    func entries(_ expression: Expression?) -> [(name: String, key: Expression, value: Expression)] {
        (items(expression) ?? []).compactMap { item in
            guard case .keyed(let key, let value) = item, case .string(let name) = key.kind else { return nil }
            return (name, key, value)
        }
    }

    /// Whether the script loads modules, which may do anything that it may.
    var hasModules: Bool {
        chunk.expressions.contains { if case .global("require") = $0.kind { true } else { false } }
    }
}

extension LuaTypeNotation {
    /// Without its being optional.
    var required: LuaTypeNotation { if case .optional(let inner) = self { inner.required } else { self } }
}
