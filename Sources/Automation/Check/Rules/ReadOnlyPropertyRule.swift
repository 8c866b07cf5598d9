import Lua
import LuaSyntax

enum ReadOnlyPropertyRule: CheckRule {
    static let name = "read-only-property"
    static let severity = Finding.Severity.error
    static let summary = "Something is assigned to a property that scripts only read."
    static let why = "The run fails on that line. What can change about a contact changes through its fields and methods."
    static let bad = """
        for c in contact.all():each() do
          c.status = "unsubscribed"
        end
        """
    static let good = """
        for c in contact.all():each() do
          c:unsubscribe()
        end
        """

    private static let instead = [
        "status": "use c:unsubscribe()", "lists": "use c:add_to(list) and c:remove_from(list)",
        "fields": "set one field, as in c.fields.plan",
        "email": "an address cannot be changed by a script",
    ]

    static func check(_ script: CheckedScript) -> [Problem] {
        script.chunk.statements.flatMap { statement -> [Problem] in
            guard case .assignment(let targets, _) = statement.kind else { return [] }
            return targets.compactMap { target in
                guard case .index(let owner, let key) = target.kind, case .string(let name) = key.kind,
                    let type = script.declaredType(owner), type.kind != .table, let property = type.property(name), !property.isSettable,
                    type.name != FieldsObject.luaClass
                else { return nil }
                let title = type.kind == .global ? type.global : "a \(type.name)"
                let fix = type.name == TypeNames.record ? instead[name] : nil
                return Problem(key.line, "'\(name)' of \(title) cannot be set", fix: fix ?? "it is only read")
            }
        }
    }
}
