/// Which days of the year have their anniversary in a span of days.
public enum Anniversary {
    /// The days of the year as `mm-dd`, from the first through the last day, each once. 29 February has its anniversary on
    /// 28 February in years without one.
    public static func days(from first: CalendarDate, through last: CalendarDate) -> [String] {
        var seen: Set<String> = []
        var result: [String] = []
        func add(_ day: String) {
            if seen.insert(day).inserted { result.append(day) }
        }
        // No more than one day of each kind exists, however long the span.
        for offset in 0...max(0, min(last.days - first.days, 4 * 366)) {
            if result.count == 366 { break }
            let text = first.adding(days: offset).description
            let day = String(text.suffix(5))
            add(day)
            if day == "02-28", !CalendarDate.isLeap(first.adding(days: offset).components.year) { add("02-29") }
        }
        return result
    }
}
