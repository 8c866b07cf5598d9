import ContactStore
import Contacts
import Lua

/// `&`, `|` and `~` on expressions.
struct FilterBindings {
    let context: RunContext

    var declaration: LuaClass {
        let other = LuaParameter("other", "Expression")
        return LuaClass(
            name: FilterObject.luaClass, doc: "A condition on contacts or events; combine with & (and), | (or), ~ (not).",
            members: [
                .metamethod("__band", doc: "Both hold.", parameters: [other], returns: ["Expression"]) { call in
                    try Self.push(call, .and(try Self.filter(call, 1), try Self.filter(call, 2)))
                },
                .metamethod("__bor", doc: "Either holds.", parameters: [other], returns: ["Expression"]) { call in
                    try Self.push(call, .or(try Self.filter(call, 1), try Self.filter(call, 2)))
                },
                .metamethod("__bnot", doc: "The exact complement.", returns: ["Expression"]) { call in
                    try Self.push(call, !(try Self.filter(call, 1)))
                },
                .method("is_true", doc: "Holds: the condition itself, to be read like any boolean.", returns: ["Expression"]) { call in
                    try Self.push(call, try Self.filter(call, 1))
                },
                .method("is_false", doc: "Does not hold: the exact complement.", returns: ["Expression"]) { call in
                    try Self.push(call, !(try Self.filter(call, 1)))
                },
                .metamethod("__tostring", doc: "The condition in words.", returns: ["string"]) { call in
                    let (filter, catalog) = (try Self.filter(call, 1), context.snapshot.catalog)
                    try catalog.segmentGraph.checkMeasure(of: filter)
                    call.push(FilterWords(catalog: catalog).words(filter))
                    return 1
                },
            ])
    }

    /// A filter argument, or an error that names the usual slips.
    static func filter(_ call: LuaCall, _ index: Int) throws -> Filter {
        if let object = call.objectIfAny(index, as: FilterObject.self) { return object.filter }
        if let property = call.objectIfAny(index, as: PropertyObject.self) {
            throw call.usage("'\(property.title)' is no condition by itself; say what it must be, as in \(property.example)")
        }
        if call.objectIfAny(index, as: EventClauseObject.self) != nil {
            throw call.usage("contact.events(…) is no condition by itself; end it with :any(), :none() or :count():ge(1)")
        }
        if call.type(index) == .boolean {
            throw call.usage("expression expected, got boolean; use & | ~ instead of and, or, not, and :eq() instead of ==")
        }
        throw call.argumentError(index, expected: "expression")
    }

    /// The same of contacts: an event's properties mean nothing there.
    static func contactFilter(_ call: LuaCall, _ index: Int) throws -> Filter {
        let filter = try filter(call, index)
        if let property = filter.strayEventProperty { throw FilterError.noEvent(property.path) }
        return filter
    }

    private static func push(_ call: LuaCall, _ filter: Filter) throws -> Int32 {
        call.push(FilterObject(try checked(filter, call)))
        return 1
    }

    /// A filter that has just been put together, or an error where it has become too large.
    static func checked(_ filter: Filter, _ call: LuaCall) throws -> Filter {
        guard filter.depth <= Filter.maximumDepth else {
            throw call.usage("the expression is more than \(Filter.maximumDepth) levels deep; use :any_of{…} instead of chains of |")
        }
        guard filter.size <= Filter.maximumSize else {
            throw call.usage("the expression has more than \(Filter.maximumSize) tests; use :any_of{…} or a segment")
        }
        let values = filter.valueCount
        guard values <= Filter.maximumValues else { throw FilterError.tooManyValues(values) }
        guard filter.weight <= Filter.maximumWeight else { throw FilterError.tooLarge(Filter.maximumWeight) }
        return filter
    }
}
