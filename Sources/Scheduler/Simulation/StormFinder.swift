/// Finds days with more events than usual.
enum StormFinder {
    /// More than so many times the median is unusual.
    private static let factor = 10

    /// - Parameters:
    ///   - events: by job, for each day.
    ///   - share: in percent of the contacts.
    static func storms(_ events: [(job: String, events: [Int])], contacts: Int, share: Int, _ days: SimulatedDays) -> [Storm] {
        let totals = (0..<days.count).map { day in events.reduce(0) { $0 + $1.events[day] } }
        // A day without any is no measure for those with some.
        let sorted = totals.filter { $0 > 0 }.sorted()
        guard !sorted.isEmpty else { return [] }
        let median = sorted[(sorted.count - 1) / 2]
        return totals.indices.compactMap { day in
            let total = totals[day]
            let isUnusual = total > factor * median
            let isLarge = total * 100 > contacts * share && total > 0
            guard isUnusual || isLarge, let most = events.max(by: { $0.events[day] < $1.events[day] }) else { return nil }
            return Storm(day: days.date(day), events: total, isUnusual: isUnusual, isLarge: isLarge, job: most.job)
        }
    }
}
