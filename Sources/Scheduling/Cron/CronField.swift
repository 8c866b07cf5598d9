/// One of the fields of a cron expression: what it is called, which numbers it takes and which names stand for them.
enum CronField: Int, CaseIterable {
    case second, minute, hour, monthDay, month, weekDay

    var title: String {
        switch self {
        case .second: "second"
        case .minute: "minute"
        case .hour: "hour"
        case .monthDay: "day of the month"
        case .month: "month"
        case .weekDay: "day of the week"
        }
    }

    /// The title of several.
    var plural: String {
        switch self {
        case .monthDay: "days of the month"
        case .weekDay: "days of the week"
        default: title + "s"
        }
    }

    /// Sunday is both 0 and 7.
    var range: ClosedRange<Int> {
        switch self {
        case .second, .minute: 0...59
        case .hour: 0...23
        case .monthDay: 1...31
        case .month: 1...12
        case .weekDay: 0...7
        }
    }

    /// What `H` chooses from: each number once, and days that every month has.
    var hashed: ClosedRange<Int> {
        switch self {
        case .monthDay: 1...28
        case .weekDay: 0...6
        default: range
        }
    }

    /// Three letters each; the first stands for the range's first number.
    var names: [String] {
        switch self {
        case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        case .weekDay: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        default: []
        }
    }
}
