/// What a scheduler does every so often, by the monotonic clock.
struct ServiceRhythm {
    private var last: [Work: Duration] = [:]

    enum Work {
        /// Tells others, through the store, that it lives.
        case beat
        /// Looks through the folders of scripts, whatever was told of them.
        case scan
        /// Looks who has come into segments that jobs watch, or left them, as time goes by.
        case segments
        case metrics
        case prune

        var interval: Duration {
            switch self {
            case .beat: .seconds(1)
            case .scan: .seconds(10)
            case .segments: .seconds(60)
            case .metrics: .seconds(15)
            case .prune: .seconds(3_600)
            }
        }
    }

    /// Whether it is time for something, which is then taken for done.
    mutating func isTime(for work: Work, _ uptime: Duration) -> Bool {
        if let last = last[work], uptime - last < work.interval { return false }
        last[work] = uptime
        return true
    }
}
