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

    /// A text that is looked for in others.
    func pattern(_ index: Int) throws -> String {
        let text = try call.string(index)
        guard text.utf8.count <= Filter.maximumPattern else {
            throw call.usage("a text to look for has at most \(Filter.maximumPattern) bytes")
        }
        return text
    }

    func before(_ index: Int) throws -> Predicate { .less(try moment(index)) }

    /// After a day is after all of it.
    func after(_ index: Int) throws -> Predicate {
        if object.type != .date, let day = CalendarDate(try call.string(index)) {
            return .greaterOrEqual(.timestamp(clock.zone.instant(of: day.adding(days: 1))))
        }
        return .greater(try moment(index))
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
        let (first, last) = (try call.value(low), try call.value(high))
        // Of a parameter, which has no type of its own, days and times are told by how they are written.
        let isTime = object.type.map { $0 == .timestamp } ?? (Self.isTime(first) && Self.isTime(last))
        if isTime, let day = CalendarDate(try call.string(high)) {
            let end = clock.zone.instant(of: day.adding(days: 1)).adding(milliseconds: -1)
            return .between(try moment(low), .timestamp(end))
        }
        if isTime { return .between(try moment(low), try moment(high)) }
        let (least, most) = (try checked(first), try checked(last))
        guard least.type == most.type || (least.type.isNumeric && most.type.isNumeric) else {
            throw call.usage("between takes two values of one type, not a \(first.typeName) and a \(last.typeName)")
        }
        return .between(least, most)
    }

    /// A day or a time: an instant for all but dates.
    private func moment(_ index: Int) throws -> Value {
        if object.type == nil { return .timestamp(try call.timestamp(index, zone: clock.zone)) }
        return try value(index)
    }

    private static func isTime(_ value: LuaValue) -> Bool {
        guard case .string(let text) = value else { return false }
        return Timestamp(text) != nil
    }

    /// A value as one of the type that the property has.
    func checked(_ value: LuaValue) throws -> Value {
        switch (object.type, value) {
        case (_, .number(let number)) where number.isNaN:
            throw call.usage("\(object.title) cannot be compared with what is not a number (nan)")
        case (.text, .string(let text)):
            if case .status = object.property, SubscriptionStatus(rawValue: text) == nil {
                let phrase = Suggestion.phrase(for: text, in: SubscriptionStatus.allCases.map(\.rawValue))
                throw call.usage("a status is 'subscribed' or 'unsubscribed', not \(call.quoted(text))\(phrase)")
            }
            return .text(normalised(text))
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

    /// A text as the property's are stored: addresses, domains and ids are in lower case.
    private func normalised(_ text: String) -> String {
        switch object.property {
        case .email: (try? EmailAddress(text))?.value ?? text.lowercased()
        case .emailDomain: text.lowercased()
        case .id: UUIDv7(text)?.description ?? text
        default: text
        }
    }

    private func badTime(_ text: String) -> ScriptError {
        call.usage("\(call.quoted(text)) is neither a date (yyyy-mm-dd) nor a time (ISO 8601)")
    }
}
