import Formats
import Lunation

/// What is asked of `lunation cron`: once by its options, or line by line.
struct CronRequest {
    var expression: String?
    var zone = "UTC"
    /// Nil for now.
    var after: String?
    var count = 5
    var job: String?
    var gap = ClockRules.Gap.shift.rawValue
    var overlapHour = ClockRules.OverlapHour.first.rawValue

    /// Takes in what a line says. Keys that are not known are passed over, so that lines may carry more.
    mutating func take(_ line: JSONValue) throws {
        guard case .object(let members) = line else { throw CronRequestError.wrongType("the line", wanted: "JSON object") }
        for (key, value) in members {
            switch key {
            case "expr": expression = try text(key, value)
            case "tz": zone = try text(key, value)
            case "after": after = try text(key, value)
            case "job": job = try text(key, value)
            case "gap": gap = try text(key, value)
            case "overlap_hour": overlapHour = try text(key, value)
            case "n":
                guard let number = value.integerValue else { throw CronRequestError.wrongType(key, wanted: "whole number") }
                count = Int(number)
            default: break
            }
        }
    }

    private func text(_ key: String, _ value: JSONValue) throws -> String {
        guard let text = value.stringValue else { throw CronRequestError.wrongType(key, wanted: "text") }
        return text
    }

    func occurrences(_ zones: CronZones, now: Timestamp) throws -> (schedule: CronSchedule, found: [CronOccurrence]) {
        guard let expression else { throw CronRequestError.noExpression }
        let read = try CronExpression(expression, job: job)
        guard let zone = zones[zone] else { throw CronRequestError.noZone(zone) }
        guard let gap = ClockRules.Gap(rawValue: gap) else { throw CronRequestError.noGap(gap) }
        guard let overlapHour = ClockRules.OverlapHour(rawValue: overlapHour) else { throw CronRequestError.noOverlapHour(overlapHour) }
        guard (1...1_000_000).contains(count) else { throw CronRequestError.noCount }
        var start = now
        if let after {
            guard let instant = Timestamp(after) else { throw CronRequestError.noInstant(after) }
            start = instant
        }
        let schedule = CronSchedule(read, zone: zone, rules: ClockRules(gap: gap, overlapHour: overlapHour))
        return (schedule, try schedule.occurrences(after: start, count: count))
    }
}
