import Contacts

/// Turns a test of one value into a SQL condition on an expression.
///
/// A value of another kind than the expression's is neither equal nor unequal to it: the condition is false.
struct PredicateCompiler {
    let clock: LogicalClock
    let dialect: any SQLDialect

    func compile(_ expression: SQLFragment, _ column: FilterColumn, _ predicate: Predicate) -> SQLFragment {
        let operands = FilterOperands(expression: expression, column: column, clock: clock, dialect: dialect)
        let asksAboutTime = predicate.asksAboutTime
        func comparison(_ sign: String, _ value: Value) -> SQLFragment {
            guard let operand = operands.operand(value, isEquality: sign == "=" || sign == "<>", asksAboutTime) else { return .never }
            return operand.guarded(operand.expression + " \(sign) " + operand.parameter)
        }
        func range(_ low: Value, _ high: Value) -> SQLFragment {
            guard let low = operands.operand(low, isEquality: false, asksAboutTime),
                let high = operands.operand(high, isEquality: false, asksAboutTime), low.expression.text == high.expression.text,
                low.condition?.text == high.condition?.text
            else { return .never }
            return low.guarded(low.expression + " BETWEEN " + low.parameter + " AND " + high.parameter)
        }
        func folded(_ function: String, _ pattern: String) -> SQLFragment {
            guard let operand = operands.operand(.text(pattern), isEquality: false, false) else { return .never }
            return operand.guarded(
                "\(function)(" + operand.expression + ", " + SQLFragment("?", [.text(CaseFolding.folded(pattern))]) + ")")
        }
        func moment(_ day: (LogicalClock) -> CalendarDate, _ instant: (LogicalClock) -> Timestamp) -> Value {
            column.isDay ? .date(day(clock)) : .timestamp(instant(clock))
        }
        switch predicate {
        case .isSet: return expression + " IS NOT NULL"
        case .isMissing: return expression + " IS NULL"
        case .equal(let value): return comparison("=", value)
        case .notEqual(let value): return comparison("<>", value)
        case .less(let value): return comparison("<", value)
        case .lessOrEqual(let value): return comparison("<=", value)
        case .greater(let value): return comparison(">", value)
        case .greaterOrEqual(let value): return comparison(">=", value)
        case .between(let low, let high): return range(low, high)
        case .anyOf(let values): return anyOf(values, operands, asksAboutTime)
        case .noneOf(let values): return noneOf(values, operands, asksAboutTime)
        case .contains(let text): return folded("fold_contains", text)
        case .startsWith(let text): return folded("fold_starts", text)
        case .endsWith(let text): return folded("fold_ends", text)
        case .matches(let glob): return folded("fold_glob", glob)
        case .within(let span): return range(moment({ $0.day(span, sign: -1) }, { $0.ago(span) }), moment(\.today, \.now))
        case .withinNext(let span): return range(moment(\.today, \.now), moment({ $0.day(span, sign: 1) }, { $0.ahead(span) }))
        case .olderThan(let span): return comparison("<", moment({ $0.day(span, sign: -1) }, { $0.ago(span) }))
        case .onDay(let day):
            if column.isDay { return comparison("=", .date(day)) }
            let end = clock.zone.instant(of: day.adding(days: 1)).adding(milliseconds: -1)
            return range(.timestamp(clock.zone.instant(of: day)), .timestamp(end))
        case .anniversary(let span): return anniversary(span, operands)
        }
    }

    private func anyOf(_ values: [Value], _ operands: FilterOperands, _ asksAboutTime: Bool) -> SQLFragment {
        let groups = operands.groups(values, asksAboutTime).map { $0.first.guarded($0.first.expression + " IN " + $0.parameters) }
        return groups.isEmpty ? .never : SQLFragment.joined(groups, by: " OR ").parenthesised
    }

    private func noneOf(_ values: [Value], _ operands: FilterOperands, _ asksAboutTime: Bool) -> SQLFragment {
        // SQLite finds even a missing value not in an empty list.
        if values.isEmpty { return operands.expression + " IS NOT NULL" }
        let groups = operands.groups(values, asksAboutTime).map { $0.first.guarded($0.first.expression + " NOT IN " + $0.parameters) }
        // A parameter has the type of one group, any other column is held against all of them.
        let sign = if case .parameter = operands.column { " OR " } else { " AND " }
        return groups.isEmpty ? .never : SQLFragment.joined(groups, by: sign).parenthesised
    }

    private func anniversary(_ span: Span?, _ operands: FilterOperands) -> SQLFragment {
        let sample: Value = operands.column.isDay ? .date(clock.today) : .timestamp(clock.now)
        guard let operand = operands.operand(sample, isEquality: false, true) else { return .never }
        let days = Anniversary.days(from: clock.today, through: span.map { clock.day($0, sign: 1) } ?? clock.today)
        // A window of a year has every day.
        if days.count == 366 { return operand.guarded(operand.expression + " IS NOT NULL") }
        let text = operand.expression.text
        let day = operands.column.isDay ? dialect.dayOfYear(ofDay: text) : dialect.dayOfYear(ofInstant: text, in: clock.zone)
        let list = SQLFragment.list(days.map { .text($0) })
        return operand.guarded(SQLFragment(day, operand.expression.values) + " IN " + list)
    }
}
