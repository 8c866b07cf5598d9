import Contacts

/// Where periods begin, found by looking at each day and each minute.
enum PlainCalendar {
    /// Whether a period of a span begins on a day.
    static func begins(_ span: Span, on day: CalendarDate) -> Bool {
        let (year, month, dayOfMonth) = day.components
        let months = (year - 1970) * 12 + month - 1
        return switch span.unit {
        case .day: day.days % span.count == 0
        case .week: day.weekDay == 1 && (day.days - CalendarDate("1970-01-05")!.days) / 7 % span.count == 0
        case .month: dayOfMonth == 1 && months % span.count == 0
        case .year: dayOfMonth == 1 && month == 1 && (year - 1970) % span.count == 0
        case .second, .minute, .hour: false
        }
    }

    /// The minutes of a window at which a period begins: the first one of a day, or of what is left of it.
    static func beginnings(of span: Span, in window: ClockWindow) -> [Int] {
        var found: [Int] = []
        var latest = window.locals[0]
        for (instant, local) in zip(window.instants, window.locals) where local > latest {
            // Clocks that are put forward may leave out a whole day.
            let days = floor(latest) + 1..<floor(local) + 1
            if days.contains(where: { begins(span, on: CalendarDate(days: $0)) }) { found.append(instant) }
            latest = local
        }
        return found
    }

    private static func floor(_ local: Int) -> Int { (local - ((local % 86_400) + 86_400) % 86_400) / 86_400 }
}
