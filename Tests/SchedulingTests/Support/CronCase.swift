import Contacts

/// A line of `cron_cases.jsonl`: what cronsim 2.8 answers, and what Debian's cron does where that is something else.
struct CronCase: Decodable, CustomStringConvertible {
    private enum Key: String, CodingKey {
        case expr, tz, after, next, debian
    }

    let expression: String
    let zone: String
    let after: String
    /// Of several launches at one instant, one: times that a change of the clocks skips are one run.
    let expected: [String]

    init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        expression = try line.decode(String.self, forKey: .expr)
        zone = try line.decode(String.self, forKey: .tz)
        after = try line.decode(String.self, forKey: .after)
        // True or null where Debian agrees or has no such syntax.
        let debian = try? line.decode([String].self, forKey: .debian)
        let launches = try debian ?? line.decode([String].self, forKey: .next)
        expected = launches.enumerated().filter { $0.offset == 0 || launches[$0.offset - 1] != $0.element }.map(\.element)
    }

    var description: String { "\(expression) in \(zone) after \(after)" }
}
