import Contacts

/// A random expression, and what it means, worked out from its parts without reading its text.
struct RandomCron {
    let text: String
    let seconds: Set<Int>
    let minutes: Set<Int>
    let hours: Set<Int>
    let isByTheClock: Bool
    private let months: Set<Int>
    private let days: Part
    private let weekDays: Part
    private let isBoth: Bool

    /// One field: its text, its plain numbers, and its rules of days.
    private struct Part {
        var text = ""
        var values: Set<Int> = []
        var isLast = false
        var isLastWorkday = false
        var lasts: Set<Int> = []
        var nths: Set<[Int]> = []
    }

    /// `isDaily` leaves most of the fields of days free, so that a short window has something in it.
    init(using random: inout SeededGenerator, hasSeconds: Bool = false, isDaily: Bool) {
        let free = isDaily ? 85 : 25
        let second = hasSeconds ? Self.field(0...59, free: 25, using: &random) : Part(text: "0", values: [0])
        let minute = Self.field(0...59, free: 15, using: &random)
        let hour = Self.field(0...23, free: 25, few: true, using: &random)
        var day = Self.field(1...31, free: free, using: &random)
        let month = Self.field(1...12, free: free, using: &random)
        var weekDay = Self.field(0...7, free: free, using: &random)
        if Int.random(in: 0..<100, using: &random) >= free { Self.addDays(&day, &weekDay, using: &random) }
        text = ((hasSeconds ? [second.text] : []) + [minute, hour, day, month, weekDay].map(\.text)).joined(separator: " ")
        (seconds, minutes, hours, months) = (second.values, minute.values, hour.values, month.values)
        isByTheClock = minute.text.first == "*" || hour.text.first == "*" || second.values.count > 1
        isBoth = day.text.first == "*" || weekDay.text.first == "*"
        (days, weekDays) = (day, weekDay)
    }

    func isOn(_ date: CalendarDate) -> Bool {
        let (year, month, day) = date.components
        guard months.contains(month) else { return false }
        let isOfNumber =
            days.values.contains(day) || days.isLast && date.adding(days: 1).components.day == 1
            || days.isLastWorkday && day == Self.lastWorkday(year, month)
        let weekDay = date.weekDay
        let isOfWeekDay =
            weekDays.values.contains { $0 % 7 == weekDay }
            || weekDays.lasts.contains(weekDay) && date.adding(days: 7).components.month != month
            || weekDays.nths.contains([weekDay, (day - 1) / 7 + 1])
        return isBoth ? isOfNumber && isOfWeekDay : isOfNumber || isOfWeekDay
    }

    private static func lastWorkday(_ year: Int, _ month: Int) -> Int {
        var date = CalendarDate(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)!.adding(days: -1)
        while date.weekDay == 0 || date.weekDay == 6 { date = date.adding(days: -1) }
        return date.components.day
    }

    private static func field(_ range: ClosedRange<Int>, free: Int, few: Bool = false, using random: inout SeededGenerator) -> Part {
        if Int.random(in: 0..<100, using: &random) < free { return Part(text: "*", values: Set(range)) }
        var part = Part()
        // Times near midnight and in the small hours, where clocks change, are what matters.
        let highest = few && Bool.random(using: &random) ? 4 : range.upperBound
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let first = Int.random(in: range.lowerBound...highest, using: &random)
            let last = Int.random(in: first...range.upperBound, using: &random)
            let step = [1, 2, 3, 5, 7, 12, 20, 30, 100].randomElement(using: &random)!
            let (text, values): (String, [Int])
            switch Int.random(in: 0..<8, using: &random) {
            case 0: (text, values) = ("*/\(step)", Array(stride(from: range.lowerBound, through: range.upperBound, by: step)))
            case 1: (text, values) = ("\(first)-\(last)", Array(first...last))
            case 2: (text, values) = ("\(first)-\(last)/\(step)", Array(stride(from: first, through: last, by: step)))
            case 3: (text, values) = ("\(first)/\(step)", Array(stride(from: first, through: range.upperBound, by: step)))
            case 4: (text, values) = (first < 10 ? "0\(first)" : "\(first)", [first])
            default: (text, values) = ("\(first)", [first])
            }
            part.text += (part.text.isEmpty ? "" : ",") + text
            part.values.formUnion(values)
        }
        return part
    }

    private static func addDays(_ day: inout Part, _ weekDay: inout Part, using random: inout SeededGenerator) {
        let which = Int.random(in: 0...7, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: day = Part(text: "L", isLast: true)
        case 1: day = Part(text: "lw", isLastWorkday: true)
        case 2: weekDay = Part(text: "\(which)L", lasts: [which % 7])
        case 3:
            let nth = Int.random(in: 1...5, using: &random)
            weekDay = Part(text: "\(which)#\(nth)", nths: [[which % 7, nth]])
        case 4:
            weekDay.text += ",\(["sun", "Mon", "TUE", "wed", "thu", "fri", "sat", "sun"][which])#2"
            weekDay.nths.insert([which % 7, 2])
        default:
            day.text += ",L"
            day.isLast = true
        }
    }
}
