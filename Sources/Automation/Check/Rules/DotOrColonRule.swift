import Lua
import LuaSyntax

enum DotOrColonRule: CheckRule {
    static let name = "dot-or-colon"
    static let severity = Finding.Severity.error
    static let summary = "A function of a global is called with ':', or a method of an object with '.'."
    static let why =
        "With ':' the owner itself becomes the first argument; with '.' a method does not get its object. The run fails on that line."
    static let bad = """
        print(contact:all():count())
        """
    static let good = """
        print(contact.all():count())
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        script.calls.compactMap { call in
            guard let owner = call.owner else { return nil }
            let title = owner.kind == .global ? owner.global : "a \(owner.name)"
            switch (call.member.kind, call.expression.kind) {
            case (.function, .method):
                return Problem(call.line, "'\(call.member.name)' is a function of \(title)", fix: "call it with '.' in the place of ':'")
            case (.method, .call(let function, let arguments)):
                // `Owner.method(object)` passes the object itself.
                if case .index(let object, _) = function.kind, let first = arguments.first,
                    script.declaredType(first)?.name == owner.name, script.declaredType(object)?.name == owner.name
                {
                    return nil
                }
                return Problem(call.line, "'\(call.member.name)' is a method of \(title)", fix: "call it with ':' in the place of '.'")
            default: return nil
            }
        }
    }
}
