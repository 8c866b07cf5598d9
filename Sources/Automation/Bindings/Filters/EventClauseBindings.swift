import Contacts
import Lua

/// `contact.events(name)` and what can be asked of it.
struct EventClauseBindings {
    let clock: LogicalClock

    var declaration: LuaClass {
        let parameter = LuaParameter("parameter", "string", "A numeric parameter of the event.")
        return LuaClass(
            name: EventClauseObject.luaClass, doc: "A contact's events of one name; narrow them, then ask for none, any, a count or a sum.",
            members: [
                narrowing("within", "Those of the last span.", LuaParameter("span", "string")) { .within(try $0.call.span(2)) },
                narrowing("before", "Those before a day or a time.", LuaParameter("time", "string")) { try $0.before(2) },
                narrowing("after", "Those after a day or a time.", LuaParameter("time", "string")) { try $0.after(2) },
                .method(
                    "where", doc: "Those that meet a condition on event.params, event.at or event.name.",
                    parameters: [LuaParameter("condition", "Expression")], returns: ["EventClause"]
                ) { call in
                    let filter = try FilterBindings.filter(call, 2)
                    guard Self.isOfEvents(filter) else {
                        throw call.usage("inside events(…):where() only event.name, event.at and event.params can be tested")
                    }
                    call.push(try call.object(1, as: EventClauseObject.self).adding(filter, call))
                    return 1
                },
                .method("none", doc: "There is no such event.", returns: ["Expression"]) { call in
                    call.push(FilterObject(.events(try call.object(1, as: EventClauseObject.self).clause(.none))))
                    return 1
                },
                .method("any", doc: "There is such an event.", returns: ["Expression"]) { call in
                    call.push(FilterObject(.events(try call.object(1, as: EventClauseObject.self).clause(.any))))
                    return 1
                },
                aggregate("count", "How many there are.", .integer) { clause, _ in { clause.clause(.count($0)) } },
                aggregate("last", "When the latest was.", .timestamp) { clause, _ in { clause.clause(.last($0)) } },
                aggregate("first", "When the earliest was.", .timestamp) { clause, _ in { clause.clause(.first($0)) } },
                aggregate("sum", "The sum of a parameter; 0 where there are none.", .float, parameter) { clause, name in
                    { clause.clause(.sum(name, $0)) }
                },
                aggregate("min", "The least value of a parameter.", .float, parameter) { clause, name in
                    { clause.clause(.minimum(name, $0)) }
                },
                aggregate("max", "The greatest value of a parameter.", .float, parameter) { clause, name in
                    { clause.clause(.maximum(name, $0)) }
                },
                aggregate("avg", "The mean of a parameter.", .float, parameter) { clause, name in { clause.clause(.average(name, $0)) } },
            ])
    }

    private func narrowing(
        _ name: String, _ doc: String, _ parameter: LuaParameter, _ predicate: @escaping (PredicateReader) throws -> Predicate
    ) -> LuaMember {
        let clock = clock
        return .method(name, doc: doc, parameters: [parameter], returns: ["EventClause"]) { call in
            let clause = try call.object(1, as: EventClauseObject.self)
            let reader = PredicateReader(call: call, object: PropertyObject(.eventAt), clock: clock)
            call.push(try clause.adding(.test(.eventAt, try predicate(reader)), call))
            return 1
        }
    }

    private func aggregate(
        _ name: String, _ doc: String, _ type: ValueType, _ parameter: LuaParameter? = nil,
        _ make: @escaping (EventClauseObject, String) -> (Predicate) -> EventClause
    ) -> LuaMember {
        .method(name, doc: doc, parameters: parameter.map { [$0] } ?? [], returns: ["Property"]) { call in
            let clause = try call.object(1, as: EventClauseObject.self)
            let argument = parameter == nil ? "" : try call.string(2)
            call.push(PropertyObject(aggregate: "\(name)(\(argument))", type: type, weight: clause.weight, make(clause, argument)))
            return 1
        }
    }

    static func isOfEvents(_ filter: Filter) -> Bool {
        switch filter {
        case .test(let property, _): property.isOfEvent
        case .and(let left, let right), .or(let left, let right): isOfEvents(left) && isOfEvents(right)
        case .not(let inner): isOfEvents(inner)
        case .all, .list, .events, .suppressed, .segment: false
        }
    }
}
