import Contacts
import Lua

/// A question about a contact's events, being built.
final class EventClauseObject: LuaObject {
    static let luaClass = "EventClause"

    let name: String?
    let conditions: [Filter]
    var weight: Int { Filter.events(clause(.any)).weight }

    init(name: String?, conditions: [Filter] = []) {
        self.name = name
        self.conditions = conditions
    }

    func adding(_ condition: Filter, _ call: LuaCall) throws -> EventClauseObject {
        let object = EventClauseObject(name: name, conditions: conditions + [condition])
        _ = try FilterBindings.checked(.events(object.clause(.any)), call)
        return object
    }

    func clause(_ question: EventClause.Question) -> EventClause {
        EventClause(name: name, conditions: conditions, question: question)
    }
}
