import Contacts
import Lua

/// `&`, `|` and `~` on expressions.
enum FilterBindings {
    static var declaration: LuaClass {
        LuaClass(
            name: FilterObject.luaClass, doc: "A condition on contacts or events; combine with & (and), | (or), ~ (not).",
            members: [
                .metamethod("__band", doc: "Both hold.", parameters: [LuaParameter("other", "Expression")], returns: ["Expression"]) {
                    call in
                    try combine(call, "&", Filter.and)
                },
                .metamethod("__bor", doc: "Either holds.", parameters: [LuaParameter("other", "Expression")], returns: ["Expression"]) {
                    call in
                    try combine(call, "|", Filter.or)
                },
                .metamethod("__bnot", doc: "The exact complement.", returns: ["Expression"]) { call in
                    call.push(FilterObject(!(try filter(call, 1))))
                    return 1
                },
                .metamethod("__tostring", doc: "The condition in words.", returns: ["string"]) { call in
                    call.push(FilterWords.text(try filter(call, 1)))
                    return 1
                },
            ])
    }

    /// A filter argument, or an error that names the usual slips.
    static func filter(_ call: LuaCall, _ index: Int) throws -> Filter {
        if let object = call.objectIfAny(index, as: FilterObject.self) { return object.filter }
        if let property = call.objectIfAny(index, as: PropertyObject.self) {
            throw call.usage(
                "'\(property.property.path)' is no condition by itself; say what it must be, as in \(property.property.path):is_set()")
        }
        if call.objectIfAny(index, as: EventClauseObject.self) != nil {
            throw call.usage("contact.events(…) is no condition by itself; end it with :any(), :none() or :count():ge(1)")
        }
        if call.type(index) == .boolean {
            throw call.usage("expression expected, got boolean; use & | ~ instead of and, or, not, and :eq() instead of ==")
        }
        throw call.argumentError(index, expected: "expression")
    }

    private static func combine(_ call: LuaCall, _ sign: String, _ combine: (Filter, Filter) -> Filter) throws -> Int32 {
        let combined = combine(try filter(call, 1), try filter(call, 2))
        guard combined.depth <= Filter.maximumDepth else {
            throw call.usage("the expression is more than \(Filter.maximumDepth) levels deep; use :any_of{…} instead of chains of |")
        }
        call.push(FilterObject(combined))
        return 1
    }
}
