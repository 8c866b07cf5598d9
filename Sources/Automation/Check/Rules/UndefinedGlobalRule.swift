import Lua
import LuaSyntax

enum UndefinedGlobalRule: CheckRule {
    static let name = "undefined-global"
    static let severity = Finding.Severity.error
    static let summary = "A name is neither declared nor a global of scripts."
    static let why =
        "A misspelt name is nil in Lua, and a script finds out when it gets there. What plain Lua has and scripts have not is told with what to use instead."
    static let bad = """
        local total = contact.all():count()
        print(totl)
        """
    static let good = """
        local total = contact.all():count()
        print(total)
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        let declared = script.declarations.types.filter { $0.kind == .global }.map(\.global) + script.declarations.functions.map(\.name)
        let known = script.known.sandbox.globals.union(declared).union(script.brought.globals)
        let isScoped = script.chunk.expressions.contains { if case .global("_ENV") = $0.kind { true } else { false } }
        guard !isScoped else { return [] }
        let locals = script.chunk.statements.flatMap { statement -> [String] in
            switch statement.kind {
            case .local(let variables, _), .genericFor(let variables, _, _): variables.map(\.name)
            case .localFunction(let variable, _): [variable.name]
            default: []
            }
        }
        return script.chunk.expressions.compactMap { expression in
            guard case .global(let name) = expression.kind, !known.contains(name) else { return nil }
            if let reason = SandboxNames.absent[name] {
                return Problem(expression.line, "scripts have no '\(name)'", fix: reason)
            }
            return Problem(
                expression.line, "no variable '\(name)'", name: name, among: known.sorted() + locals, orElse: "declare it with local first")
        }
    }
}
