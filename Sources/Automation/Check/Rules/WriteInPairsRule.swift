import LuaSyntax

enum WriteInPairsRule: CheckRule {
    static let name = "write-in-pairs"
    static let severity = Finding.Severity.error
    static let summary = "A loop goes over a query with pairs or ipairs, or without :each()."
    static let why = "A query is no table: the loop fails, and nothing that it was to write is written. :each() walks it."
    static let bad = """
        for _, c in pairs(contact.all()) do
          c.fields.beta = true
        end
        """
    static let good = """
        for c in contact.all():each() do
          c.fields.beta = true
        end
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        script.chunk.statements.compactMap { statement in
            guard case .genericFor(_, let values, _) = statement.kind, let iterator = values.first else { return nil }
            if case .call(let function, let arguments) = iterator.kind, case .global(let name) = function.kind,
                name == "pairs" || name == "ipairs", let query = arguments.first, script.declaredType(query)?.name == QueryObject.luaClass
            {
                return Problem(statement.line, "\(name) over a query", fix: "write for c in query:each() do")
            }
            guard script.declaredType(iterator)?.name == QueryObject.luaClass else { return nil }
            return Problem(statement.line, "a query is no iterator", fix: "write for c in query:each() do")
        }
    }
}
