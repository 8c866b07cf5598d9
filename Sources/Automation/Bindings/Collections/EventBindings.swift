import ContactStore
import Contacts
import Lua

/// The global `event`: firing, and the properties that conditions on events test.
struct EventBindings {
    let context: RunContext

    var module: LuaModule {
        LuaModule(
            name: "event", doc: "Events: firing them, and the properties that conditions on them test.",
            members: [
                .function(
                    "fire",
                    doc: "Stages an event for a contact, at most once for ever for a (contact, name, key); true where it will fire.",
                    parameters: [
                        LuaParameter("contact", "Contact"), LuaParameter("name", "string"),
                        LuaParameter("params", "table<string, string|number|boolean>", optional: true),
                        LuaParameter("options", "{ key: string?, at: string? }", optional: true),
                    ], returns: ["boolean"]
                ) { call in
                    guard let type = context.rows.type else { return 0 }
                    let key = ContactKey(try call.recordKey(1, type: type))
                    let draft = try call.eventDraft(name: 2, parameters: 3, options: 4, zone: context.clock.zone)
                    call.push(try context.snapshot.stage(.fire(draft), on: key))
                    return 1
                },
                .function(
                    "where", doc: "The events of the log that meet a condition on event.name, event.at and event.params.",
                    parameters: [LuaParameter("condition", "Expression")], returns: ["EventQuery"]
                ) { call in
                    call.push(EventQueryObject(EventQuery(try EventQueryBindings.filter(call, 1))))
                    return 1
                },
                .function("all", doc: "Every event of the log.", returns: ["EventQuery"]) { call in
                    call.push(EventQueryObject(EventQuery()))
                    return 1
                },
                .property("name", doc: "An event's name, inside a condition on events.", type: "Property") { call in
                    call.push(PropertyObject(.eventName))
                    return 1
                },
                .property("at", doc: "When an event happened, inside a condition on events.", type: "Property") { call in
                    call.push(PropertyObject(.eventAt))
                    return 1
                },
                .property("params", doc: "An event's parameters by name, inside a condition on events.", type: "EventParameters") { call in
                    call.push(EventParametersObject())
                    return 1
                },
            ])
    }

    static let shape = LuaShape(
        name: "Event", doc: "An event as a script reads it.",
        fields: [
            LuaParameter("name", "string", "Its name."), LuaParameter("at", "string", "When it happened, ISO 8601 in UTC."),
            LuaParameter("params", "table<string, string|number|boolean>", "Its parameters by name."),
            LuaParameter("contact", "Contact", optional: true, "Whose it is, of event.where; nil where the contact is gone."),
            LuaParameter("key", "string", optional: true, "What makes it happen once for ever, where it has one."),
        ])

    /// An event as scripts read it.
    static func table(_ event: Event, _ seen: SeenTexts? = nil) -> LuaValue {
        for (_, value) in event.parameters.values { seen?.insert(value) }
        if let key = event.key { seen?.insert(key) }
        let parameters = LuaTable(fields: event.parameters.values.map { ($0.name, $0.value.lua) })
        var fields: [(key: String, value: LuaValue)] = [
            ("at", .string(event.at.description)), ("name", .string(event.name)), ("params", .table(parameters)),
        ]
        if let key = event.key { fields.append(("key", .string(key))) }
        return .table(LuaTable(fields: fields))
    }
}
