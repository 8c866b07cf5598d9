import ContactStore
import Contacts
import Lua

extension ScriptTestBindings {
    /// What a test puts into its store.
    var fixtures: [LuaMember] {
        let contact = "{ email: string, status: string?, fields: table?, lists: string[]?, created_at: string?, id: string? }"
        return [
            .function(
                "clock", doc: "Sets the clock that scripts see: a day, a time, or a span to move it by, as in \"+3d\".",
                parameters: [LuaParameter("time", "string")], returns: ["string"]
            ) { call in
                let bench = try bench(call)
                let text = try call.string(1)
                if text.hasPrefix("+") {
                    guard let span = Span(text.dropFirst()) else {
                        throw call.usage("'\(text)' is no span of time to go on by; write a number and a unit: +3d, +12h")
                    }
                    try bench.setClock(try call.checked(bench.clock.ahead(span)))
                } else {
                    try bench.setClock(try ScriptFixture.instant(text, bench.clock.zone, call))
                }
                call.push(bench.clock.now.description)
                return 1
            },
            .function("contact", doc: "Puts a contact into the store.", parameters: [LuaParameter("contact", contact)]) { call in
                let bench = try bench(call)
                try ScriptFixture(try call.table(1), call, bench).add(to: bench)
                return 0
            },
            .function(
                "contacts", doc: "Puts contacts into the store: addresses, or tables as t.contact takes them.",
                parameters: [LuaParameter("contacts", "(string|table)[]")]
            ) { call in
                let bench = try bench(call)
                for value in try call.table(1).array {
                    switch value {
                    case .string: try ScriptFixture(LuaTable(fields: [("email", value)]), call, bench).add(to: bench)
                    case .table(let table): try ScriptFixture(table, call, bench).add(to: bench)
                    default: throw call.usage("t.contacts takes addresses and tables, not a \(value.typeName)")
                    }
                }
                return 0
            },
            .function(
                "update", doc: "Changes a contact between two runs: its status, values of fields, lists that it is put on.",
                parameters: [
                    LuaParameter("email", "string"), LuaParameter("changes", "{ status: string?, fields: table?, lists: string[]? }"),
                ]
            ) { call in
                let bench = try bench(call)
                var table = try call.table(2)
                table["email"] = .string(try call.string(1))
                try ScriptFixture(table, call, bench).change(call, bench)
                return 0
            },
            .function("list", doc: "Makes a list, where the workspace has none of the name.", parameters: [LuaParameter("name", "string")])
            {
                call in
                _ = try bench(call).staging().ensureList(try call.string(1))
                return 0
            },
            .function(
                "field", doc: "Makes a field, where the workspace has none of the tag.",
                parameters: [LuaParameter("field", "{ name: string, type: string, tag: string? }")]
            ) { call in
                try field(call)
                return 0
            },
            .function(
                "event", doc: "Puts an event into the log of a contact.",
                parameters: [
                    LuaParameter("email", "string"), LuaParameter("name", "string"),
                    LuaParameter("params", "table<string, string|number|boolean>", optional: true),
                    LuaParameter("options", "{ key: string?, at: string? }", optional: true),
                ]
            ) { call in
                let bench = try bench(call)
                let snapshot = try bench.staging()
                let draft = try call.eventDraft(name: 2, parameters: 3, options: 4, zone: bench.clock.zone)
                guard let key = try snapshot.key(of: ScriptFixture.email(call.string(1), call)) else {
                    throw call.usage("there is no contact \(try call.string(1)); put it in with t.contact first")
                }
                guard try snapshot.stage(.fire(draft), on: key) else { throw call.usage("the contact has an event of this key already") }
                return 0
            },
            .function("suppress", doc: "Puts an address on the list of blocked ones.", parameters: [LuaParameter("email", "string")]) {
                call in
                try bench(call).suppress(try ScriptFixture.email(call.string(1), call))
                return 0
            },
            .function(
                "file", doc: "Writes a file into the test's workspace, for scripts that import it.",
                parameters: [LuaParameter("path", "string"), LuaParameter("text", "string")]
            ) { call in
                try bench(call).write(try call.bytes(2), to: try path(call))
                return 0
            },
        ]
    }

    /// A path inside of the test's workspace.
    func path(_ call: LuaCall) throws -> String {
        let path = try call.string(1)
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), !path.contains("\0") else {
            throw call.usage("'\(path)' is no path inside of the workspace, such as in/customers.csv")
        }
        return path
    }

    private func field(_ call: LuaCall) throws {
        let table = try call.table(1)
        guard case .string(let name)? = table["name"] else { throw call.usage("a field needs a name") }
        let known = ["name", "type", "tag"]
        if let other = table.fields.first(where: { !known.contains($0.key) }) {
            throw call.usage("a field has no '\(other.key)'\(Suggestion.phrase(for: other.key, in: known))")
        }
        guard case .string(let word)? = table["type"], let type = ValueType(rawValue: word), ValueType.fieldTypes.contains(type) else {
            throw call.usage("a field's type is text, integer, float, boolean or date")
        }
        var tag = Field.tag(for: name)
        if case .string(let given)? = table["tag"] { tag = given }
        let snapshot = try bench(call).staging()
        guard let field = snapshot.catalog.field(tagged: tag) else {
            _ = try snapshot.createField(name: name, tag: tag, type: type)
            return
        }
        guard field.type == type else {
            throw call.usage("field '\(tag)' is there already and is \(field.type.rawValue), not \(type.rawValue)")
        }
    }
}
