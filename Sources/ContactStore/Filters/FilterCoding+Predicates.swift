import Contacts
import Formats

extension FilterCoding {
    func json(_ predicate: Predicate) -> JSONValue {
        switch predicate {
        case .isSet: ["is_set"]
        case .isMissing: ["is_missing"]
        case .equal(let value): ["eq", json(value)]
        case .notEqual(let value): ["ne", json(value)]
        case .anyOf(let values): .array(["any_of"] + values.map(json))
        case .noneOf(let values): .array(["none_of"] + values.map(json))
        case .less(let value): ["lt", json(value)]
        case .lessOrEqual(let value): ["le", json(value)]
        case .greater(let value): ["gt", json(value)]
        case .greaterOrEqual(let value): ["ge", json(value)]
        case .between(let low, let high): ["between", json(low), json(high)]
        case .contains(let text): ["contains", .string(text)]
        case .startsWith(let text): ["starts_with", .string(text)]
        case .endsWith(let text): ["ends_with", .string(text)]
        case .matches(let glob): ["matches", .string(glob)]
        case .within(let span): ["within", .string(span.description)]
        case .withinNext(let span): ["within_next", .string(span.description)]
        case .olderThan(let span): ["older_than", .string(span.description)]
        case .anniversary(nil): ["anniversary"]
        case .anniversary(let span?): ["anniversary_within", .string(span.description)]
        case .onDay(let day): ["on", json(.date(day))]
        }
    }

    func predicate(_ json: JSONValue) throws -> Predicate {
        let parts = try parts(json)
        func span() throws -> Span {
            guard let span = Span(try parts.text(0)) else { throw FilterError.unreadable("'\(parts.word)' without a span") }
            return span
        }
        switch (parts.word, parts.count) {
        case ("is_set", 0): return .isSet
        case ("is_missing", 0): return .isMissing
        case ("eq", 1): return .equal(try value(parts[0]))
        case ("ne", 1): return .notEqual(try value(parts[0]))
        case ("any_of", _): return .anyOf(try parts.all.map(value))
        case ("none_of", _): return .noneOf(try parts.all.map(value))
        case ("lt", 1): return .less(try value(parts[0]))
        case ("le", 1): return .lessOrEqual(try value(parts[0]))
        case ("gt", 1): return .greater(try value(parts[0]))
        case ("ge", 1): return .greaterOrEqual(try value(parts[0]))
        case ("between", 2): return .between(try value(parts[0]), try value(parts[1]))
        case ("contains", 1): return .contains(try parts.text(0))
        case ("starts_with", 1): return .startsWith(try parts.text(0))
        case ("ends_with", 1): return .endsWith(try parts.text(0))
        case ("matches", 1): return .matches(try parts.text(0))
        case ("within", 1): return .within(try span())
        case ("within_next", 1): return .withinNext(try span())
        case ("older_than", 1): return .olderThan(try span())
        case ("anniversary", 0): return .anniversary(within: nil)
        case ("anniversary_within", 1): return .anniversary(within: try span())
        case ("on", 1):
            guard case .date(let day) = try value(parts[0]) else { throw FilterError.unreadable("'on' without a day") }
            return .onDay(day)
        default: throw FilterError.unreadable("'\(parts.word)' is no test")
        }
    }

    /// Days since 1970, Unix milliseconds, and numbers that JSON lacks, under a name; other values as JSON has them.
    func json(_ value: Value) -> JSONValue {
        switch value {
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .float(let number): number.isFinite ? .number(number) : ["number": .string(number.description)]
        case .boolean(let flag): .bool(flag)
        case .date(let day): ["day": .integer(Int64(day.days)), "date": .string(day.description)]
        case .timestamp(let instant): ["milliseconds": .integer(instant.milliseconds), "time": .string(instant.description)]
        }
    }

    private func date(_ days: Int) throws -> Value {
        let date = CalendarDate(days: days)
        guard CalendarDate.range.contains(date) else { throw FilterError.unreadable("a day outside of the years 1 to 9999") }
        return .date(date)
    }

    /// The day after the last one and a zone's first moment of the first may lie outside of the years by a day.
    private func timestamp(_ milliseconds: Int64) throws -> Value {
        let (range, day) = (Timestamp.range, Timestamp.millisecondsADay)
        guard (range.lowerBound.milliseconds - day...range.upperBound.milliseconds + day).contains(milliseconds) else {
            throw FilterError.unreadable("a time outside of the years 1 to 9999")
        }
        return .timestamp(Timestamp(milliseconds: milliseconds))
    }

    func value(_ json: JSONValue) throws -> Value {
        switch json {
        case .string(let text): return .text(text)
        case .integer(let number): return .integer(number)
        case .number(let number): return .float(number)
        case .bool(let flag): return .boolean(flag)
        case .null, .array, .object:
            if let number = json["number"]?.stringValue.flatMap({ Double($0) }) { return .float(number) }
            if let days = json["day"]?.integerValue { return try date(Int(days)) }
            if let milliseconds = json["milliseconds"]?.integerValue { return try timestamp(milliseconds) }
            throw FilterError.unreadable("a value that is none")
        }
    }
}
