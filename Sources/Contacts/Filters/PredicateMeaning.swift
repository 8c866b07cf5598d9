/// What each test of one value means.
struct PredicateMeaning {
    let clock: LogicalClock

    /// A test of a parameter that asks about time takes its text for a day (that day's first moment) or a time in ISO 8601.
    func holds(_ predicate: Predicate, ofParameter value: Value?) -> Bool {
        guard case .text(let text)? = value, predicate.asksAboutTime else { return holds(predicate, of: value) }
        if let day = CalendarDate(text) { return holds(predicate, of: .timestamp(clock.zone.instant(of: day))) }
        return Timestamp(text).map { holds(predicate, of: .timestamp($0)) } ?? false
    }

    /// Values of different kinds are neither equal nor unequal to each other, neither before nor after: the test is false.
    func holds(_ predicate: Predicate, of value: Value?) -> Bool {
        guard let value else {
            if case .isMissing = predicate { return true }
            return false
        }
        switch predicate {
        case .isSet: return true
        case .isMissing: return false
        case .equal(let wanted): return value.order(wanted) == .same
        case .notEqual(let other): return value.order(other).map { $0 != .same } ?? false
        case .anyOf(let wanted): return wanted.contains { value.order($0) == .same }
        case .noneOf(let others):
            let orders = others.compactMap { value.order($0) }
            return others.isEmpty || (!orders.isEmpty && !orders.contains(.same))
        case .less(let limit): return value.order(limit) == .before
        case .lessOrEqual(let limit): return isAtMost(value, limit)
        case .greater(let limit): return value.order(limit) == .after
        case .greaterOrEqual(let limit): return isAtLeast(value, limit)
        case .between(let low, let high): return isAtLeast(value, low) && isAtMost(value, high)
        case .contains(let part): return compare(value, part) { text, part in Self.contains(text, part) }
        case .startsWith(let part): return compare(value, part) { text, part in text.starts(with: part) }
        case .endsWith(let part): return compare(value, part) { text, part in text.reversed().starts(with: part.reversed()) }
        case .matches(let glob): return compare(value, glob) { text, glob in Self.matches(text[...], glob[...]) }
        case .within(let span):
            return isIn(value, clock.day(span, sign: -1), clock.today, clock.ago(span), clock.now)
        case .withinNext(let span):
            return isIn(value, clock.today, clock.day(span, sign: 1), clock.now, clock.ahead(span))
        case .olderThan(let span):
            return value.order(.date(clock.day(span, sign: -1))) == .before || value.order(.timestamp(clock.ago(span))) == .before
        case .onDay(let day):
            if case .date(let date) = value { return date == day }
            guard case .timestamp(let instant) = value else { return false }
            return clock.zone.instant(of: day) <= instant && instant < clock.zone.instant(of: day.adding(days: 1))
        case .anniversary(let span):
            switch value {
            case .date(let date): return hasAnniversary(date, within: span)
            case .timestamp(let instant): return hasAnniversary(clock.zone.date(of: instant), within: span)
            default: return false
            }
        }
    }

    private func isAtLeast(_ value: Value, _ limit: Value) -> Bool { value.order(limit) == .same || value.order(limit) == .after }
    private func isAtMost(_ value: Value, _ limit: Value) -> Bool { value.order(limit) == .same || value.order(limit) == .before }

    private func isIn(
        _ value: Value, _ firstDay: CalendarDate, _ lastDay: CalendarDate, _ first: Timestamp, _ last: Timestamp
    ) -> Bool {
        switch value {
        case .date(let date): firstDay <= date && date <= lastDay
        case .timestamp(let instant): first <= instant && instant <= last
        default: false
        }
    }

    /// Whether the day of the year, from today on, comes first within the window. 29 February comes on the 28th in years that
    /// have no 29th.
    private func hasAnniversary(_ date: CalendarDate, within span: Span?) -> Bool {
        let last = span.map { clock.day($0, sign: 1) } ?? clock.today
        let (_, month, day) = date.components
        let year = clock.today.components.year
        let comings = [year, year + 1].compactMap { year in
            CalendarDate(year: year, month: month, day: day) ?? CalendarDate(year: year, month: month, day: 28)
        }
        return comings.contains { clock.today <= $0 && $0 <= last }
    }

    /// Texts alone, after simple case folding, scalar by scalar.
    private func compare(_ value: Value, _ pattern: String, _ test: ([Unicode.Scalar], [Unicode.Scalar]) -> Bool) -> Bool {
        guard case .text(let text) = value else { return false }
        return test(Array(CaseFolding.folded(text).unicodeScalars), Array(CaseFolding.folded(pattern).unicodeScalars))
    }

    private static func contains(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
        text.indices.contains { text[$0...].starts(with: part) } || part.isEmpty
    }

    /// `*` any run, `?` any one, everything else itself.
    private static func matches(_ text: ArraySlice<Unicode.Scalar>, _ glob: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = glob.first else { return text.isEmpty }
        if first == "*" {
            return matches(text, glob.dropFirst()) || (!text.isEmpty && matches(text.dropFirst(), glob))
        }
        guard let scalar = text.first, first == "?" || first == scalar else { return false }
        return matches(text.dropFirst(), glob.dropFirst())
    }
}

extension Predicate {
    /// Whether it compares with a time, a day or the run's clock.
    public var asksAboutTime: Bool {
        switch self {
        case .within, .withinNext, .olderThan, .anniversary, .onDay: true
        case .equal(let value), .notEqual(let value), .less(let value), .lessOrEqual(let value), .greater(let value),
            .greaterOrEqual(let value):
            value.type.isTemporal
        case .between(let low, let high): low.type.isTemporal || high.type.isTemporal
        case .anyOf(let values), .noneOf(let values): values.contains { $0.type.isTemporal }
        case .isSet, .isMissing, .contains, .startsWith, .endsWith, .matches: false
        }
    }
}
