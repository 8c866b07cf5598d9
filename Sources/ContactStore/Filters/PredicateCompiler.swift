import Contacts

/// Turns a test of one value into a SQL condition on an expression, used once so that it may hold parameters of its own.
struct PredicateCompiler {
    let clock: LogicalClock

    /// What the expression yields.
    enum Column {
        case text, integer, float, boolean, date, timestamp
        /// A status: 1 or 0 in the store, a word in filters.
        case status
        /// An id: sixteen bytes in the store, text in filters.
        case id
        /// A JSON parameter: `type` yields its JSON type's name.
        case parameter(type: String)

        init(_ type: ValueType) {
            switch type {
            case .text: self = .text
            case .integer: self = .integer
            case .float: self = .float
            case .boolean: self = .boolean
            case .date: self = .date
            case .timestamp: self = .timestamp
            }
        }
    }

    func compile(_ expression: String, _ column: Column, _ predicate: Predicate) throws(FilterError) -> SQLFragment {
        func comparison(_ sign: String, _ value: Value) -> SQLFragment {
            guarded(column, [value], SQLFragment("\(expression) \(sign) ?", [stored(value, column)]))
        }
        func membership(_ word: String, _ values: [Value]) -> SQLFragment {
            // SQLite finds even a missing value not in an empty list.
            if values.isEmpty { return SQLFragment(word == "IN" ? "FALSE" : "\(expression) IS NOT NULL") }
            let marks = values.map { _ in "?" }.joined(separator: ", ")
            return guarded(column, values, SQLFragment("\(expression) \(word) (\(marks))", values.map { stored($0, column) }))
        }
        func folded(_ function: String, _ pattern: String) -> SQLFragment {
            let test = SQLFragment("\(function)(\(expression), ?)", [.text(CaseFolding.folded(pattern))])
            return guarded(column, [.text(pattern)], test)
        }
        func range(_ low: Value, _ high: Value) -> SQLFragment {
            guarded(column, [low, high], SQLFragment("\(expression) BETWEEN ? AND ?", [stored(low, column), stored(high, column)]))
        }
        switch predicate {
        case .isSet: return SQLFragment("\(expression) IS NOT NULL")
        case .isMissing: return SQLFragment("\(expression) IS NULL")
        case .equal(let value): return comparison("=", value)
        case .notEqual(let value): return comparison("<>", value)
        case .less(let value): return comparison("<", value)
        case .lessOrEqual(let value): return comparison("<=", value)
        case .greater(let value): return comparison(">", value)
        case .greaterOrEqual(let value): return comparison(">=", value)
        case .between(let low, let high): return range(low, high)
        case .anyOf(let values): return membership("IN", values)
        case .noneOf(let values): return membership("NOT IN", values)
        case .contains(let text): return folded("fold_contains", text)
        case .startsWith(let text): return folded("fold_starts", text)
        case .endsWith(let text): return folded("fold_ends", text)
        case .matches(let glob): return folded("fold_glob", glob)
        case .within(let span):
            return isDay(column)
                ? range(.date(clock.day(span, sign: -1)), .date(clock.today))
                : range(.timestamp(clock.ago(span)), .timestamp(clock.now))
        case .withinNext(let span):
            return isDay(column)
                ? range(.date(clock.today), .date(clock.day(span, sign: 1)))
                : range(.timestamp(clock.now), .timestamp(clock.ahead(span)))
        case .olderThan(let span):
            return comparison("<", isDay(column) ? .date(clock.day(span, sign: -1)) : .timestamp(clock.ago(span)))
        case .onDay(let day):
            if isDay(column) { return comparison("=", .date(day)) }
            let start = clock.zone.instant(of: day)
            let end = clock.zone.instant(of: day.adding(days: 1)).adding(milliseconds: -1)
            return range(.timestamp(start), .timestamp(end))
        case .anniversary(let span):
            guard isDay(column) else { throw .unsupported("an anniversary of an instant") }
            let days = Anniversary.days(from: clock.today, through: span.map { clock.day($0, sign: 1) } ?? clock.today)
            let marks = days.map { _ in "?" }.joined(separator: ", ")
            return SQLFragment("strftime('%m-%d', \(expression) * 86400, 'unixepoch') IN (\(marks))", days.map { .text($0) })
        }
    }

    private func isDay(_ column: Column) -> Bool {
        if case .date = column { return true }
        return false
    }

    /// JSON parameters have no declared type: a test of one holds only where the JSON value is of the test's type.
    private func guarded(_ column: Column, _ values: [Value], _ test: SQLFragment) -> SQLFragment {
        guard case .parameter(let type) = column else { return test }
        let allowed =
            switch values.first?.type {
            case .integer, .float: "('integer', 'real')"
            case .boolean: "('true', 'false')"
            default: "('text')"
            }
        return ("\(type) IN \(allowed) AND " + test).parenthesised
    }

    private func stored(_ value: Value, _ column: Column) -> SQLValue {
        switch column {
        case .status:
            return .integer(value == .text(SubscriptionStatus.subscribed.rawValue) ? 1 : 0)
        case .id:
            guard case .text(let text) = value, let id = UUIDv7(text) else { return .blob([]) }
            return .blob(id.withBytes { [UInt8]($0) })
        case .parameter:
            return value.type.isTemporal ? .text(value.description) : Storage.stored(value)
        default:
            return Storage.stored(value)
        }
    }
}
