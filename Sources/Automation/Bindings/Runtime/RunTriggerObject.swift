import ContactStore
import Contacts
import Lua
import Scheduling

/// `run.trigger`: why there is this run, and what it is to handle.
final class RunTriggerObject: LuaObject {
    static let luaClass = "RunTrigger"

    static func declaration(_ context: RunContext) -> LuaClass {
        LuaClass(
            name: luaClass, doc: "What started this run, and what it is to handle.",
            members: [
                .property("kind", doc: "Why it runs.", type: kinds) { call in
                    call.push((context.trigger?.cause ?? .manual).rawValue)
                    return 1
                },
                .property("name", doc: "The event, the segment, or the job that it came after; nil where there is none.", type: "string?") {
                    call in
                    call.push(context.trigger?.name.map { LuaValue.string($0) } ?? .nil)
                    return 1
                },
                .function(
                    "events", doc: "The events that it is to handle, oldest first; none where it runs on no event.", returns: ["EventQuery"]
                ) {
                    call in
                    context.isStarted = true
                    call.push(EventQueryObject(events(context.trigger?.batch)))
                    return 1
                },
                .function(
                    "contacts",
                    doc: "The contacts that it is to handle: whose the events are, or who came into the segment or left it.",
                    returns: ["Query"]
                ) { call in
                    context.isStarted = true
                    call.push(QueryObject(contacts(context.trigger?.batch)))
                    return 1
                },
            ])
    }

    private static let kinds = RunCause.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: "|")

    /// A run without a batch has nothing to handle, and is told so by a query that matches nothing: a script that is tried by hand
    /// goes the same way.
    private static func events(_ batch: TriggerBatch?) -> EventQuery {
        guard let batch, case .event = batch.trigger else { return EventQuery(.not(.all)) }
        return EventQuery(batch: batch)
    }

    private static func contacts(_ batch: TriggerBatch?) -> ContactQuery {
        guard let batch else { return ContactQuery(.not(.all)) }
        return switch batch.trigger {
        case .event: ContactQuery(base: .events(EventQuery(batch: batch)))
        case .enter, .leave: ContactQuery(base: .crossing(batch))
        case .importFinished, .startup: ContactQuery(.not(.all))
        }
    }
}
