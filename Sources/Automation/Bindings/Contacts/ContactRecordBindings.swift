import ContactStore
import Contacts
import Lua

/// One contact as a script holds it: `c.email`, `c.fields.plan`, `c:add_to(list)`.
struct ContactRecordBindings {
    let context: RunContext

    private var snapshot: Snapshot { context.snapshot }

    func makeType() -> LuaRecordType {
        let rows = context.rows
        let fixed = [
            LuaRecordProperty(name: "id", doc: "The public id, a UUID.", luaType: "string", slot: 0),
            LuaRecordProperty(name: "email", doc: "The address, in lower case.", luaType: "string", slot: 1),
            LuaRecordProperty(name: "status", doc: "Consent.", luaType: "\"subscribed\"|\"unsubscribed\"", slot: 2),
            LuaRecordProperty(name: "created_at", doc: "When it was created, ISO 8601 in UTC.", luaType: "string", slot: 3),
            LuaRecordProperty(name: "updated_at", doc: "When it last changed, ISO 8601 in UTC.", luaType: "string", slot: 4),
            LuaRecordProperty(
                name: "lists", doc: "The lists it is on: iterate with pairs, count with #, ask with :has(list).", luaType: "ContactLists",
                slot: rows.listsSlot),
            LuaRecordProperty(
                name: "suppressed", doc: "Whether the sending side blocks the address.", luaType: "boolean", slot: rows.suppressedSlot),
        ]
        let fields = snapshot.catalog.fields.enumerated().map { index, field in
            LuaRecordProperty(name: field.tag, doc: "The field \(field.name).", luaType: Self.luaType(field.type), slot: 5 + index)
        }
        let type = LuaRecordType(
            name: "Contact", doc: "A contact of the snapshot.", members: members, properties: fixed,
            views: [
                LuaRecordView(
                    name: "fields", doc: "The custom fields by merge tag; nil where unset. Assigning stages a change, nil clears.",
                    properties: fields)
            ],
            load: { call, key, slot in try rows.load(call, key, slot) },
            assign: { call, key, view, name in try assign(call, ContactKey(key), view, name) },
            unknown: { call, key, view, name in
                // A field that the script itself has created is read by its name.
                guard view == "fields", let field = snapshot.catalog.field(tagged: name) else { throw unknown(call, view, name) }
                try snapshot.withValue(.field(field), of: ContactKey(key)) { call.push($0) }
                return 1
            })
        rows.use(type)
        return type
    }

    static func luaType(_ type: ValueType) -> String {
        switch type {
        case .text, .date, .timestamp: "string?"
        case .integer: "integer?"
        case .float: "number?"
        case .boolean: "boolean?"
        }
    }

    private var members: [LuaMember] {
        let list = LuaParameter("list", "string|integer|List")
        return [
            .method("add_to", doc: "Stages putting it on a list.", parameters: [list], returns: ["Contact"]) { call in
                try stage(call, .join(try call.list(2, in: snapshot)))
            },
            .method("remove_from", doc: "Stages taking it off a list.", parameters: [list], returns: ["Contact"]) { call in
                try stage(call, .leave(try call.list(2, in: snapshot)))
            },
            .method(
                "unsubscribe", doc: "Stages withdrawing its consent.", parameters: [LuaParameter("reason", "string", optional: true)],
                returns: ["Contact"]
            ) { call in
                try stage(call, .unsubscribe(reason: try call.reason(2)))
            },
            .method("resubscribe", doc: "Stages restoring its consent, where the job allows it.", returns: ["Contact"]) { call in
                try context.checkResubscription(call)
                return try stage(call, .resubscribe)
            },
            .method("delete", doc: "Stages its deletion; an undo brings it back.") { call in
                _ = try stage(call, .delete)
                return 0
            },
            .method("erase", doc: "Stages its erasure, with all that is known of it: no undo brings it back.") { call in
                _ = try stage(call, .erase)
                return 0
            },
            .method(
                "fire", doc: "Stages an event for it; true where it will fire, false where its key has fired before.",
                parameters: [
                    LuaParameter("name", "string"), LuaParameter("params", "table<string, string|number|boolean>", optional: true),
                    LuaParameter("options", "{ key: string?, at: string? }", optional: true),
                ], returns: ["boolean"]
            ) { call in
                let event = try call.eventDraft(name: 2, parameters: 3, options: 4, zone: context.clock.zone)
                call.push(try snapshot.stage(.fire(event), on: try key(call)))
                return 1
            },
            .method(
                "events", doc: "Its events of a name, newest first: for e in c:events(\"Purchase\") do … end.",
                parameters: [LuaParameter("name", "string", optional: true)], returns: ["fun(): Event?"]
            ) { call in
                var events = try snapshot.events(of: try key(call), named: try call.optionalString(2))[...]
                call.pushFunction { call in
                    guard let event = events.popFirst() else {
                        call.pushNil()
                        return 1
                    }
                    call.push(EventBindings.table(event, context.veil.seen))
                    return 1
                }
                return 1
            },
        ]
    }

    private func key(_ call: LuaCall) throws -> ContactKey {
        guard let type = context.rows.type else { throw call.usage("no contact") }
        return ContactKey(try call.recordKey(1, type: type))
    }

    /// Stages an intent and answers the contact, so that calls can be chained.
    private func stage(_ call: LuaCall, _ intent: Intent) throws -> Int32 {
        let key = try key(call)
        if try snapshot.stage(intent, on: key) { context.rows.invalidate(key) }
        call.push(argument: 1)
        return 1
    }

    private func assign(_ call: LuaCall, _ key: ContactKey, _ view: String?, _ name: String) throws {
        guard view == "fields" else {
            let known = [
                "status": "use c:unsubscribe()", "lists": "use c:add_to(list)", "email": "an address cannot be changed by a script",
            ]
            throw call.usage(
                "contacts have no \(call.quoted(name)) to set"
                    + (known[name].map { "; \($0)" } ?? "; fields are set as c.fields.\(call.says(name) ? name : "NAME")"))
        }
        guard let field = snapshot.catalog.field(tagged: name) else { throw unknown(call, view, name) }
        let value = try call.fieldValue(3, field, zone: context.clock.zone)
        if try snapshot.stage(.set(field, value), on: key) { context.rows.invalidate(key) }
    }

    private func unknown(_ call: LuaCall, _ view: String?, _ name: String) -> ScriptError {
        if view == "fields" {
            return call.usage("no field \(call.quoted(name))\(Suggestion.phrase(for: name, in: snapshot.catalog.fields.map(\.tag)))")
        }
        if snapshot.catalog.field(tagged: name) != nil {
            return call.usage("contacts have no \(call.quoted(name)); fields are read as c.fields.\(name)")
        }
        let known = [
            "id", "email", "status", "created_at", "updated_at", "fields", "lists", "suppressed", "add_to", "remove_from", "unsubscribe",
            "resubscribe", "delete", "erase", "fire", "events",
        ]
        return call.usage("contacts have no \(call.quoted(name))\(Suggestion.phrase(for: name, in: known))")
    }
}

extension LuaCall {
    /// A value for a field, or nil to clear it.
    func fieldValue(_ index: Int, _ field: Field, zone: Zone) throws -> Value? {
        let value = try value(index)
        if case .nil = value { return nil }
        guard let value = Value(value) else {
            throw usage(
                "field '\(field.tag)' is \(field.type == .integer ? "an" : "a") \(field.type.rawValue) and cannot hold a \(value.typeName)")
        }
        do throws(Invalid) {
            return try field.validated(value.dated(for: field, in: zone))
        } catch {
            throw usage("field '\(error.attribute)' \(error.message)")
        }
    }
}
