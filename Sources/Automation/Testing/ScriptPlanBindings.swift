import ContactStore
import Contacts
import Lua

/// What a test can ask a plan.
enum ScriptPlanBindings {
    static var declaration: LuaClass {
        LuaClass(
            name: ScriptPlanObject.luaClass, doc: "What a script changes, as t.run and t.plan answer it.",
            members: [
                .method(
                    "count",
                    doc:
                        "How many events fire, or how many contacts are changed, created, deleted, …; a name narrows it to an event, field or list.",
                    parameters: [
                        LuaParameter(
                            "what", ScriptPlanObject.Counted.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: "|")),
                        LuaParameter("name", "string", optional: true),
                    ], returns: ["integer"]
                ) { call in
                    let plan = try call.object(1, as: ScriptPlanObject.self)
                    let word = try call.string(2)
                    guard let counted = ScriptPlanObject.Counted(rawValue: word) else {
                        let known = ScriptPlanObject.Counted.allCases.map(\.rawValue)
                        throw call.usage(
                            "a plan counts no '\(word)'\(Suggestion.phrase(for: word, in: known)); it counts \(known.joined(separator: ", "))"
                        )
                    }
                    call.push(plan.count(counted, try call.optionalString(3)))
                    return 1
                },
                .method(
                    "changes", doc: "Every change: its contact, its property, and the value before and after.",
                    returns: ["{ email: string, property: string, before: any, after: any }[]"]
                ) { call in
                    let changes = try plan(call).sample.flatMap { diff in diff.changes.map { change($0, of: diff) } }
                    call.push(.table(LuaTable(array: changes)))
                    return 1
                },
                .method(
                    "events", doc: "Every event that fires; of a name alone where one is given.",
                    parameters: [LuaParameter("name", "string", optional: true)],
                    returns: ["{ email: string, name: string, params: table, key: string?, at: string }[]"]
                ) { call in
                    let name = try call.optionalString(2)
                    let events = try plan(call).sample.flatMap { diff in
                        diff.events.filter { name == nil || $0.name == name }.map { event($0, of: diff) }
                    }
                    call.push(.table(LuaTable(array: events)))
                    return 1
                },
                .method(
                    "contact", doc: "What happens to one contact; nil where nothing does.", parameters: [LuaParameter("email", "string")],
                    returns: ["{ changes: table[], events: table[] }?"]
                ) { call in
                    let email = try call.string(2).lowercased()
                    guard let diff = try plan(call).sample.first(where: { $0.email == email }) else {
                        call.pushNil()
                        return 1
                    }
                    call.push(
                        .table(
                            LuaTable(fields: [
                                ("changes", .table(LuaTable(array: diff.changes.map { change($0, of: diff) }))),
                                ("events", .table(LuaTable(array: diff.events.map { event($0, of: diff) }))),
                            ])))
                    return 1
                },
                .property(
                    "refused", doc: "The limits that it is past, for which t.run commits nothing; empty where there are none.",
                    type: "{ measure: string, count: integer, limit: string, message: string }[]"
                ) { call in
                    call.push(.table(LuaTable(array: try plan(call).violations.map(violation))))
                    return 1
                },
                .metamethod("__tostring", doc: "What it does, in words.", returns: ["string"]) { call in
                    let summary = try plan(call).summary
                    let parts =
                        summary.groups.map { "\($0.count) \($0.title)" } + summary.events.map { "\($0.count) fire \($0.name)" }
                    call.push(parts.isEmpty ? "nothing to change" : parts.joined(separator: ", "))
                    return 1
                },
            ],
            index: { call in
                let name = try call.string(2)
                throw call.usage(
                    "a plan has no '\(name)'\(Suggestion.phrase(for: name, in: ["count", "changes", "events", "contact", "refused"]))")
            })
    }

    private static func plan(_ call: LuaCall) throws -> Plan { try call.object(1, as: ScriptPlanObject.self).plan }

    private static func change(_ change: PropertyChange, of diff: ContactDiff) -> LuaValue {
        var fields: [(key: String, value: LuaValue)] = [("email", .string(diff.email)), ("property", .string(change.property))]
        // What stands in the plan for a whole contact is nothing that a test could name.
        let isContact = change.property == "contact"
        if let before = change.before { fields.append(("before", isContact ? .boolean(true) : before.lua)) }
        if let after = change.after { fields.append(("after", isContact ? .boolean(true) : after.lua)) }
        return .table(LuaTable(fields: fields))
    }

    private static func event(_ event: EventDraft, of diff: ContactDiff) -> LuaValue {
        var fields: [(key: String, value: LuaValue)] = [
            ("email", .string(diff.email)), ("name", .string(event.name)),
            ("params", .table(LuaTable(fields: event.parameters.values.map { ($0.name, $0.value.lua) }))),
        ]
        if let key = event.key { fields.append(("key", .string(key))) }
        if let at = event.at { fields.append(("at", .string(at.description))) }
        return .table(LuaTable(fields: fields))
    }

    private static func violation(_ violation: GuardViolation) -> LuaValue {
        .table(
            LuaTable(fields: [
                ("count", .integer(Int64(violation.count))), ("limit", .string(violation.limit.description)),
                ("measure", .string(violation.measure.rawValue)), ("message", .string(violation.description)),
            ]))
    }
}
