import Contacts
import Lua

/// The operators on a property: each makes a condition.
struct PropertyBindings {
    let clock: LogicalClock

    var declaration: LuaClass {
        LuaClass(
            name: PropertyObject.luaClass, doc: "A property of contacts or events; its operators make conditions.",
            members: equality + order + text + time)
    }

    private var equality: [LuaMember] {
        [
            condition("eq", "Is exactly this value.", [value]) { .equal(try $0.value(2)) },
            condition("ne", "Is set and not this value.", [value]) { .notEqual(try $0.value(2)) },
            condition("any_of", "Is one of these values.", [LuaParameter("values", "any[]")]) { .anyOf(try $0.values(2)) },
            condition("none_of", "Is set and none of these values.", [LuaParameter("values", "any[]")]) { .noneOf(try $0.values(2)) },
            condition("is_set", "Has a value.") { _ in .isSet },
            condition("is_missing", "Has no value.") { _ in .isMissing },
            condition("is_true", "Is true.", for: [.boolean]) { _ in .equal(.boolean(true)) },
            condition("is_false", "Is false; a missing value is not.", for: [.boolean]) { _ in .equal(.boolean(false)) },
        ]
    }

    private var order: [LuaMember] {
        let number = LuaParameter("number", "number")
        return [
            condition("gt", "Is greater than.", [number], for: Self.numbers) { .greater(try $0.value(2)) },
            condition("ge", "Is at least.", [number], for: Self.numbers) { .greaterOrEqual(try $0.value(2)) },
            condition("lt", "Is less than.", [number], for: Self.numbers) { .less(try $0.value(2)) },
            condition("le", "Is at most.", [number], for: Self.numbers) { .lessOrEqual(try $0.value(2)) },
            condition(
                "between", "Is from low to high, both included.", [LuaParameter("low", "any"), LuaParameter("high", "any")],
                for: Self.numbers + Self.times
            ) {
                try $0.between(2, 3)
            },
        ]
    }

    private var text: [LuaMember] {
        let part = LuaParameter("text", "string")
        return [
            condition("contains", "Contains a text, in any case.", [part], for: [.text]) { .contains(try $0.pattern(2)) },
            condition("starts_with", "Starts with a text, in any case.", [part], for: [.text]) { .startsWith(try $0.pattern(2)) },
            condition("ends_with", "Ends with a text, in any case.", [part], for: [.text]) { .endsWith(try $0.pattern(2)) },
            condition("matches", "Matches a glob (* and ?), in any case.", [LuaParameter("glob", "string")], for: [.text]) {
                .matches(try $0.pattern(2))
            },
            .method("domain", doc: "The part of an e-mail address after the @.", returns: ["Property"]) { call in
                guard case .email = try call.object(1, as: PropertyObject.self).property else {
                    throw call.usage("domain() is for contact.email alone")
                }
                call.push(PropertyObject(.emailDomain))
                return 1
            },
        ]
    }

    private var time: [LuaMember] {
        let moment = LuaParameter("time", "string", "A day (yyyy-mm-dd) or a time (ISO 8601).")
        let span = LuaParameter("span", "string", "A number and a unit: 30d, 2w, 6mo, 1y, 12h.")
        return [
            condition("before", "Is before a day or a time.", [moment], for: Self.times) { try $0.before(2) },
            condition("after", "Is after a day (the whole of it) or a time.", [moment], for: Self.times) { try $0.after(2) },
            condition("on", "Is on a day.", [moment], for: Self.times) { try $0.on(2) },
            condition("within", "Is within the last span, now included.", [span], for: Self.times) { .within(try $0.call.span(2)) },
            condition("within_next", "Is within the next span, now included.", [span], for: Self.times) {
                .withinNext(try $0.call.span(2))
            },
            condition("older_than", "Is before a span ago.", [span], for: Self.times) { .olderThan(try $0.call.span(2)) },
            condition("anniversary", "Has its day of the year today.", for: Self.times) { _ in .anniversary(within: nil) },
            condition("anniversary_within", "Has its day of the year from today through a span ahead.", [span], for: Self.times) {
                .anniversary(within: try $0.call.span(2))
            },
        ]
    }

    private static let numbers: [ValueType] = [.integer, .float]
    private static let times: [ValueType] = [.date, .timestamp]
    private var value: LuaParameter { LuaParameter("value", "any") }

    /// An operator: checks that the property's type has it, then makes the condition.
    private func condition(
        _ name: String, _ doc: String, _ parameters: [LuaParameter] = [], for types: [ValueType]? = nil,
        _ predicate: @escaping (PredicateReader) throws -> Predicate
    ) -> LuaMember {
        let clock = clock
        return .method(name, doc: doc, parameters: parameters, returns: ["Expression"]) { call in
            let object = try call.object(1, as: PropertyObject.self)
            if let types, let type = object.type, !types.contains(type) {
                let known = types.map(\.rawValue).joined(separator: " and ")
                throw call.usage(
                    "'\(name)' is for \(known) properties; \(object.title) is \(type == .integer ? "an" : "a") \(type.rawValue)")
            }
            let reader = PredicateReader(call: call, object: object, clock: clock)
            call.push(FilterObject(try FilterBindings.checked(object.finish(try predicate(reader)), call)))
            return 1
        }
    }
}
