import Lua
import LuaSyntax

enum UnknownMemberRule: CheckRule {
    static let name = "unknown-member"
    static let severity = Finding.Severity.error
    static let summary = "A global or an object has no such function, method or property."
    static let why = "The run fails on that line, or reads nil, when it gets there."
    static let bad = """
        print(contact.all():cuont())
        """
    static let good = """
        print(contact.all():count())
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        script.chunk.expressions.compactMap { expression in
            switch expression.kind {
            case .index(let owner, let key):
                guard case .string(let name) = key.kind else { return nil }
                return problem(owner, name, key.line, isCall: false, script)
            case .method(let owner, let name, _): return problem(owner, name, expression.line, isCall: true, script)
            default: return nil
            }
        }
    }

    private static func problem(_ owner: Expression, _ name: String, _ line: Int, isCall: Bool, _ script: CheckedScript) -> Problem? {
        if case .global(let global) = owner.unwrapped.kind, let names = script.known.sandbox.members[global],
            !script.assignedGlobals.contains(global), script.declarations.global(global) == nil
        {
            guard !names.contains(name) else { return nil }
            let reason = SandboxNames.absent["\(global).\(name)"]
            if let reason { return Problem(line, "scripts have no '\(global).\(name)'", fix: reason) }
            return Problem(line, "\(global) has no '\(name)'", name: name, among: names.sorted(), orElse: list(names.sorted()))
        }
        guard let type = script.declaredType(owner), type.index == nil, !type.hasBareIndex else { return nil }
        guard type.member(name) == nil, type.property(name) == nil else { return nil }
        // What a property holds may be called.
        let title = type.kind == .global ? type.global : "a \(type.name)"
        if type.name == TypeNames.record, script.fieldTags.contains(name) {
            return Problem(line, "\(title) has no '\(name)'", fix: "fields are read and set as c.fields.\(name)")
        }
        return Problem(line, "\(title) has no '\(name)'", name: name, among: type.memberNames, orElse: list(type.memberNames))
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(12).joined(separator: ", ")
        return "it has \(shown)\(names.count > 12 ? ", …" : "")"
    }
}
