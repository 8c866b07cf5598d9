import Contacts
import Lua

/// A question about a contact's events, being built.
final class EventClauseObject: LuaObject {
    static let luaClass = "EventClause"

    let name: String?
    let conditions: [Filter]

    init(name: String?, conditions: [Filter] = []) {
        self.name = name
        self.conditions = conditions
    }

    func adding(_ condition: Filter) -> EventClauseObject {
        EventClauseObject(name: name, conditions: conditions + [condition])
    }

    func clause(_ question: EventClause.Question) -> EventClause {
        EventClause(name: name, conditions: conditions, question: question)
    }
}
