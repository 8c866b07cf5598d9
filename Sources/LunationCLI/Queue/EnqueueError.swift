/// A wish for a run with a value that has no meaning: one line.
enum EnqueueError: Error, CustomStringConvertible {
    case noScript
    case noTime(String)
    case noSpan(String)
    case twoTimes
    case wrongType(String, wanted: String)

    var description: String {
        switch self {
        case .noScript: "there is no script; write one: \"script\": \"scripts/sunset.lua\""
        case .noTime(let text): "'\(text)' is neither a day (yyyy-mm-dd) nor a time (ISO 8601)"
        case .noSpan(let text): "'\(text)' is no span of time; write a number and a unit: 30s, 15m, 2h, 1d"
        case .twoTimes: "'at' and 'in' both say when; keep one of them"
        case .wrongType(let key, let wanted): "'\(key)' is no \(wanted)"
        }
    }
}
