import Formats
import Lunation

/// Instants of a cron expression, as `lunation cron` prints them.
enum CronText {
    private static let weekDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// `2026-03-29T03:00:00+02:00  Sun  moved from 02:30, which the clocks skip`
    static func line(_ occurrence: CronOccurrence, _ style: Style) -> String {
        let line = "\(occurrence.localText)  \(weekDays[occurrence.localDate.weekDay])"
        return switch occurrence.clockChange {
        case nil: line
        case .moved(let time): line + "  " + style.yellow("moved from \(clock(time)), which the clocks skip")
        case .firstOfTwo: line + "  " + style.yellow("the first of two times that the clocks show alike")
        case .secondOfTwo: line + "  " + style.yellow("the second of two times that the clocks show alike")
        }
    }

    /// Nil where the clocks do not change.
    static func json(_ occurrence: CronOccurrence) -> JSONValue? {
        let at = JSONValue.string(occurrence.localText)
        return switch occurrence.clockChange {
        case nil: nil
        case .moved(let time): ["at": at, "change": "moved", "from": .string(clock(time))]
        case .firstOfTwo: ["at": at, "change": "first_of_two"]
        case .secondOfTwo: ["at": at, "change": "second_of_two"]
        }
    }

    /// How the two fields of days go together, where that is not plain to see.
    static func note(_ rule: CronExpression.DayRule) -> String? {
        switch rule {
        case .any: nil
        case .both: "it fires on days that are right by the day of the month and by the day of the week"
        case .either: "it fires on days that are right by the day of the month or by the day of the week"
        }
    }

    private static func clock(_ second: Int) -> String {
        let parts = [second / 3_600, second / 60 % 60] + (second % 60 == 0 ? [] : [second % 60])
        return parts.map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: ":")
    }
}
