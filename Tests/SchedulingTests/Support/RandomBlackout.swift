import Contacts

/// A blackout as a text, and what it covers by a list of its days.
struct RandomBlackout {
    let text: String
    /// Whether a day is one of its days.
    let covers: (CalendarDate) -> Bool
    /// Minutes from midnight on, beyond 1,440 for the next day.
    let minutes: Range<Int>

    private static let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    init(near day: CalendarDate, using random: inout SeededGenerator) {
        var parts: [String] = []
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            covers = { _ in true }
        case 1:
            let first = Int.random(in: 0..<7, using: &random)
            let length = Int.random(in: 0..<5, using: &random)
            let single = Int.random(in: 0..<7, using: &random)
            let week = Set((first...first + length).map { $0 % 7 } + [single])
            parts.append("\(Self.names[first])-\(Self.names[(first + length) % 7].uppercased()),\(Self.names[single])")
            covers = { week.contains($0.weekDay) }
        case 2:
            let first = day.adding(days: Int.random(in: -4...4, using: &random))
            let last = first.adding(days: Int.random(in: 0...4, using: &random))
            parts.append(first == last ? "\(first)" : "\(first)..\(last)")
            covers = { first <= $0 && $0 <= last }
        default:
            let first = day.adding(days: Int.random(in: -4...4, using: &random))
            let last = first.adding(days: Int.random(in: 0...4, using: &random))
            parts.append(
                first == last ? "\(first.description.dropFirst(5))" : "\(first.description.dropFirst(5))..\(last.description.dropFirst(5))")
            covers = { date in
                (0...last.days - first.days).contains { first.adding(days: $0).description.suffix(5) == date.description.suffix(5) }
            }
        }
        let start = Int.random(in: 0..<1_440, using: &random)
        let length = Int.random(in: 1..<1_440, using: &random)
        if parts.isEmpty || Bool.random(using: &random) {
            minutes = start..<start + length
            parts.append("\(Self.clock(start))-\(Self.clock((start + length) % 1_440))")
        } else {
            minutes = 0..<1_440
        }
        text = parts.joined(separator: " ")
    }

    private static func clock(_ minute: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minute / 60)):\(two(minute % 60))"
    }

    /// Whether a minute, counted from 1970 by the clock, is in it: the day before may reach into a day.
    func contains(minute local: Int) -> Bool {
        let day = (local - ((local % 1_440) + 1_440) % 1_440) / 1_440
        return (day - 1...day).contains { covers(CalendarDate(days: $0)) && minutes.contains(local - $0 * 1_440) }
    }
}
