import Lua
import LuaSyntax

enum UnknownFieldRule: CheckRule {
    static let name = "unknown-field"
    static let severity = Finding.Severity.error
    static let summary = "A custom field is neither the workspace's nor made by the script."
    static let why =
        "The run fails when it gets there. Fields that the script makes with field.ensure or field.create count, under their tags."
    static let bad = """
        contact.where(contact.fields.plam:eq "pro"):update { seats = 5 }
        """
    static let good = """
        contact.where(contact.fields.plan:eq "pro"):update { seats = 5 }
        """

    private static let own = ["id", "email", "status", "created_at", "updated_at"]

    static func check(_ script: CheckedScript) -> [Problem] {
        guard !script.brought.makesUnknownFields else { return [] }
        let tags = script.fieldTags
        var used: [(tag: String, line: Int)] = []
        for expression in script.chunk.expressions {
            guard case .index(let owner, let key) = expression.kind, case .string(let tag) = key.kind,
                let type = script.declaredType(owner),
                type.name == FieldsObject.luaClass || type.name == TypeNames.recordFields
            else { continue }
            used.append((tag, key.line))
        }
        for call in script.calls {
            let names = script.entries(call.arguments.first)
            if call.isOne(QueryObject.luaClass, "update") {
                used += names.map { ($0.name, $0.key.line) }
            } else if call.isOne(TypeNames.contact, "where") {
                used += names.filter { !own.contains($0.name) }.map { ($0.name, $0.key.line) }
            } else if call.isOne(TypeNames.contact, "create", "upsert") {
                used += names.filter { $0.name == "fields" }.flatMap { script.entries($0.value) }.map { ($0.name, $0.key.line) }
            }
            for argument in call.arguments {
                guard let path = script.text(argument), path.hasPrefix("fields."), call.owner?.kind == .object else { continue }
                used.append((String(path.dropFirst(7)), argument.line))
            }
        }
        return used.filter { !tags.contains($0.tag) }.map { tag, line in
            Problem(
                line, "no field '\(tag)'", name: tag, among: tags,
                orElse: "field.ensure { name = \"\(tag)\", type = … } makes one, and lunation fields lists them")
        }
    }
}
