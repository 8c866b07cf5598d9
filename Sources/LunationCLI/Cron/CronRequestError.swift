/// A request for instants with a value that has no meaning: one line.
enum CronRequestError: Error, CustomStringConvertible {
    case noZone(String)
    case noInstant(String)
    case noGap(String)
    case noOverlapHour(String)
    case noCount
    case noExpression
    case wrongType(String, wanted: String)

    var description: String {
        switch self {
        case .noZone(let text): "'\(text)' is no time zone; write an IANA name such as Europe/Berlin"
        case .noInstant(let text): "'\(text)' is neither a day (yyyy-mm-dd) nor a time (ISO 8601)"
        case .noGap(let text): "there is no rule '\(text)' for gaps; write shift or skip"
        case .noOverlapHour(let text): "there is no rule '\(text)' for overlaps; write first, last or both"
        case .noCount: "the number of instants goes from 1 to 1000000"
        case .noExpression: "there is no expression; write one: \"expr\": \"0 3 * * *\""
        case .wrongType(let key, let wanted): "'\(key)' is no \(wanted)"
        }
    }
}
