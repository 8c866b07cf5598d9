import Lua
import LuaSyntax

enum UnknownListRule: CheckRule {
    static let name = "unknown-list"
    static let severity = Finding.Severity.error
    static let summary = "A list is neither the workspace's nor made by the script."
    static let why = "The run fails when it gets there. Lists that the script makes with list.ensure or list.create count."
    static let bad = """
        contact.where(contact.lists:has "Newsleter"):add_to "VIP"
        """
    static let good = """
        local churned = list.ensure "Churned"
        contact.where(contact.lists:has "Newsletter"):add_to(churned)
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        guard !script.brought.makesUnknownLists else { return [] }
        let known = script.listNames
        return script.calls.flatMap { lists($0, script) }.compactMap { value in
            guard let name = script.text(value), !known.contains(name) else { return nil }
            return Problem(
                value.line, "no list '\(name)'", name: name, among: known, orElse: "list.ensure \"\(name)\" makes one where it is missing")
        }
    }

    /// The arguments of a call that name lists.
    private static func lists(_ call: DeclaredCall, _ script: CheckedScript) -> [Expression] {
        var values: [Expression] = []
        for (value, type) in call.typedArguments {
            switch LuaTypeNotation(type)?.required {
            case .union(let types) where types.contains(.name(ListObject.luaClass)): values.append(value)
            case .array(let element) where element.names.contains(ListObject.luaClass): values += positional(value, script)
            default: continue
            }
        }
        if call.isOne(TypeNames.contact, "create", "upsert") {
            for entry in script.entries(call.arguments.first) where entry.name == "lists" { values += positional(entry.value, script) }
        }
        return values
    }

    private static func positional(_ value: Expression, _ script: CheckedScript) -> [Expression] {
        (script.items(value) ?? []).compactMap { if case .positional(let value) = $0 { value } else { nil } }
    }
}
