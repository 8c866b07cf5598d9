import ContactStore
import Contacts
import Lua

/// The global `segment`: filters that are stored under a name.
struct SegmentBindings {
    let context: RunContext

    private var snapshot: Snapshot { context.snapshot }

    var module: LuaModule {
        let name = LuaParameter("name", "string")
        return LuaModule(
            name: "segment", doc: "Filters that are stored under a name, so that scripts share one meaning of it.",
            members: [
                .callable(doc: "Is of a segment, as the name is defined when it is asked.", parameters: [name], returns: ["Expression"]) {
                    call in
                    call.push(FilterObject(try call.segment(2, in: snapshot)))
                    return 1
                },
                .function(
                    "define", doc: "Stages a filter under a name, in the place of the one that has it; answers the membership of it.",
                    parameters: [name, LuaParameter("condition", "Expression")], returns: ["Expression"]
                ) { call in
                    let filter = try FilterBindings.contactFilter(call, 2)
                    let segment = try snapshot.defineSegment(try call.string(1), filter)
                    call.push(FilterObject(.segment(segment.name)))
                    return 1
                },
                .function("delete", doc: "Stages that a name means nothing any more; an error where a segment uses it.", parameters: [name])
                {
                    call in
                    try snapshot.deleteSegment(call.string(1))
                    return 0
                },
                .function(
                    "all", doc: "Every segment, by name: its name, its rule in words, the condition itself.",
                    returns: ["{ name: string, rule: string, condition: Expression }[]"]
                ) { call in
                    let segments = snapshot.catalog.segments.sorted { $0.name < $1.name }
                    call.push(.table(LuaTable(array: segments.map(table))))
                    return 1
                },
            ])
    }

    private func table(_ segment: Segment) -> LuaValue {
        .table(
            LuaTable(fields: [
                ("name", .string(segment.name)), ("rule", .string(FilterWords(catalog: snapshot.catalog).words(segment.filter))),
                ("condition", .object(FilterObject(.segment(segment.name)))),
            ]))
    }
}
