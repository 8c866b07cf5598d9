import Contacts

/// Notices when the wall clock is set and when the machine was suspended.
struct ClockWatch {
    enum Change: Hashable {
        /// The wall clock was set, forward or back, by so many milliseconds.
        case step(Int64)
        case suspended(Duration)
    }

    /// Less than this is what keeping a clock right does, and what reading two clocks one after the other makes.
    static let tolerance: Int64 = 500

    private var last: ClockReading

    init(_ reading: ClockReading) {
        last = reading
    }

    mutating func changes(_ reading: ClockReading) -> [Change] {
        defer { last = reading }
        var changes: [Change] = []
        let suspended = (reading.boot - last.boot) - (reading.uptime - last.uptime)
        if suspended > .milliseconds(Self.tolerance) { changes.append(.suspended(suspended)) }
        let passed = Int64((reading.boot - last.boot) / .milliseconds(1))
        let step = reading.wall.milliseconds - last.wall.milliseconds - passed
        if abs(step) > Self.tolerance { changes.append(.step(step)) }
        return changes
    }
}
