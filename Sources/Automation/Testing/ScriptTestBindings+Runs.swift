import ContactStore
import Contacts
import Lua

extension ScriptTestBindings {
    /// Running scripts, and taking a run back.
    var runs: [LuaMember] {
        let parameters = [
            LuaParameter("script", "string", "A name in the workspace's folder scripts, or a path that ends in .lua."),
            LuaParameter("options", "{ args: table?, guard: table? }", optional: true),
        ]
        return [
            .function(
                "run", doc: "Runs a script and commits what it wants changed, unless a guard refuses that.", parameters: parameters,
                returns: [ScriptPlanObject.luaClass]
            ) { call in
                try run(call, commits: true)
            },
            .function(
                "plan", doc: "Plans a script, and changes nothing.", parameters: parameters, returns: [ScriptPlanObject.luaClass]
            ) { call in
                try run(call, commits: false)
            },
            .function(
                "undo", doc: "Takes the last run back; with { resubscribe = true } also the consent that it withdrew.",
                parameters: [LuaParameter("options", "{ resubscribe: boolean? }", optional: true)]
            ) { call in
                var resubscribes = false
                for (name, value) in try call.optionalTable(1)?.fields ?? [] {
                    guard name == "resubscribe", case .boolean(let flag) = value else {
                        throw call.usage("t.undo takes { resubscribe = true } alone")
                    }
                    resubscribes = flag
                }
                try bench(call).undo(resubscribes: resubscribes)
                return 0
            },
        ]
    }

    private func run(_ call: LuaCall, commits: Bool) throws -> Int32 {
        var arguments: [String: String] = [:]
        var changeGuard = ChangeGuard()
        for (name, value) in try call.optionalTable(2)?.fields ?? [] {
            switch (name, value) {
            case ("args", .table(let table)) where table.array.isEmpty:
                for (name, value) in table.fields {
                    guard let plain = Value(value) else { throw call.usage("args.\(name) must be a text, a number or a boolean") }
                    arguments[name] = plain.description
                }
            case ("guard", _): changeGuard = try JobDeclaration.changeGuard(value, named: "guard")
            case ("args", _): throw call.usage("args must be a table of names and values")
            default: throw call.usage("no option '\(name)'\(Suggestion.phrase(for: name, in: ["args", "guard"]))")
            }
        }
        let plan = try bench(call).run(call.string(1), commits: commits, arguments: arguments, changeGuard: changeGuard)
        call.push(ScriptPlanObject(plan))
        return 1
    }

    /// What is in the store now.
    var reads: [LuaMember] {
        [
            .function(
                "get", doc: "A contact as it is now: a table of its properties, with fields by tag and the names of its lists.",
                parameters: [LuaParameter("email", "string")],
                returns: [
                    "{ id: string, email: string, status: string, created_at: string, updated_at: string, fields: table, lists: string[] }?"
                ]
            ) { call in
                let snapshot = try bench(call).snapshot()
                guard let key = try snapshot.key(of: ScriptFixture.email(call.string(1), call)), let contact = try snapshot.contact(key)
                else {
                    call.pushNil()
                    return 1
                }
                call.push(ContactTable.value(contact, lists: try snapshot.lists(of: key).map(\.name)))
                return 1
            },
            .function(
                "count", doc: "How many contacts meet an expression, a text as a script would write it; all of them without one.",
                parameters: [LuaParameter("expression", "string", optional: true)], returns: ["integer"]
            ) { call in
                call.push(try bench(call).count(try call.optionalString(1)))
                return 1
            },
            .function(
                "events", doc: "The events in the log, oldest first; of a name alone where one is given.",
                parameters: [LuaParameter("name", "string", optional: true)],
                returns: ["{ email: string, name: string, at: string, params: table, key: string? }[]"]
            ) { call in
                call.push(.table(LuaTable(array: try events(call))))
                return 1
            },
            .function(
                "read", doc: "The text of a file in the test's workspace, unpacked where it is gzip; nil where there is none.",
                parameters: [LuaParameter("path", "string")], returns: ["string?"]
            ) { call in
                if let bytes = try bench(call).file(try path(call)) { call.push(bytes) } else { call.pushNil() }
                return 1
            },
        ]
    }

    private func events(_ call: LuaCall) throws -> [LuaValue] {
        let name = try call.optionalString(1)
        let snapshot = try bench(call).snapshot()
        let cursor = try snapshot.cursor(ContactQuery())
        var events: [(event: Event, email: String)] = []
        while let key = try cursor.next() {
            let email = try snapshot.value(.email, of: key)?.description ?? ""
            events += try snapshot.events(of: key, named: name).reversed().map { ($0, email) }
        }
        // Of one instant, as they lie in the log.
        let sorted = events.enumerated().sorted { ($0.element.event.at, $0.offset) < ($1.element.event.at, $1.offset) }
        return sorted.map { _, entry in
            guard case .table(var table) = EventBindings.table(entry.event) else { return .nil }
            table.fields.append(("email", .string(entry.email)))
            return .table(table)
        }
    }
}
