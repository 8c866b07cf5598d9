import Contacts
import Lua

/// Reads an operator's arguments as values of the type that its property has.
struct PredicateReader {
    let call: LuaCall
    let object: PropertyObject
    let clock: LogicalClock

    /// One value; a date property takes an instant's day, an instant property a day's first moment.
    func value(_ index: Int) throws -> Value {
        try checked(call.value(index))
    }

    /// The values of a list.
    func values(_ index: Int) throws -> [Value] {
        let table = try call.table(index)
        guard table.fields.isEmpty else { throw call.usage("a list of values expected, such as { \"a\", \"b\" }") }
        return try table.array.map { try checked($0) }
    }

    func before(_ index: Int) throws -> Predicate { .less(try value(index)) }

    /// After a day is after all of it.
    func after(_ index: Int) throws -> Predicate {
        if object.type == .timestamp, let day = CalendarDate(try call.string(index)) {
            return .greaterOrEqual(.timestamp(clock.zone.instant(of: day.adding(days: 1))))
        }
        return .greater(try value(index))
    }

    func on(_ index: Int) throws -> Predicate {
        let text = try call.string(index)
        if let day = CalendarDate(text) { return object.type == .date ? .equal(.date(day)) : .onDay(day) }
        guard let instant = Timestamp(text) else { throw badTime(text) }
        let day = clock.zone.date(of: instant)
        return object.type == .date ? .equal(.date(day)) : .onDay(day)
    }

    /// Both ends included; a day as the upper end of a time is all of it.
    func between(_ low: Int, _ high: Int) throws -> Predicate {
        if object.type == .timestamp, let day = CalendarDate(try call.string(high)) {
            let end = clock.zone.instant(of: day.adding(days: 1)).adding(milliseconds: -1)
            return .between(try value(low), .timestamp(end))
        }
        return .between(try value(low), try value(high))
    }

    /// A value as one of the type that the property has.
    func checked(_ value: LuaValue) throws -> Value {
        switch (object.type, value) {
        case (.text, .string(let text)):
            if case .status = object.property, SubscriptionStatus(rawValue: text) == nil {
                let phrase = Suggestion.phrase(for: text, in: SubscriptionStatus.allCases.map(\.rawValue))
                throw call.usage("a status is 'subscribed' or 'unsubscribed', not '\(text)'\(phrase)")
            }
            if case .email = object.property { return .text(text.lowercased()) }
            return .text(text)
        case (.integer, .integer(let number)): return .integer(number)
        case (.integer, .number(let number)): return .float(number)
        case (.float, .integer(let number)): return .float(Double(number))
        case (.float, .number(let number)): return .float(number)
        case (.boolean, .boolean(let flag)): return .boolean(flag)
        case (.date, .string(let text)):
            if let date = CalendarDate(text) { return .date(date) }
            guard let instant = Timestamp(text) else { throw badTime(text) }
            return .date(clock.zone.date(of: instant))
        case (.timestamp, .string(let text)):
            if let date = CalendarDate(text) { return .timestamp(clock.zone.instant(of: date)) }
            guard let instant = Timestamp(text) else { throw badTime(text) }
            return .timestamp(instant)
        case (nil, _):
            guard let value = Value(value) else { throw call.usage("\(object.title) is compared with a text, a number or a boolean") }
            return value
        case (let type?, _):
            throw call.usage(
                "\(object.title) is \(type == .integer ? "an" : "a") \(type.rawValue) and cannot be compared with a \(value.typeName)")
        }
    }

    private func badTime(_ text: String) -> ScriptError {
        call.usage("'\(text)' is neither a date (yyyy-mm-dd) nor a time (ISO 8601)")
    }
}
