/// When calls were made: what the processes of a workspace share in a file.
struct LimiterState: Equatable {
    static let counters = 3

    /// The start of the machine that times are counted from.
    var boot: String
    /// Until when no places are given, by ``RateWindow``.
    var pauses = [Int64](repeating: 0, count: RateWindow.allCases.count)
    /// The calls that still count, by counter, oldest first.
    var times = [[Int64]](repeating: [], count: LimiterState.counters)

    private static let magic = Array("LUNLIM1\n".utf8)

    init(boot: String) {
        self.boot = boot
    }

    /// A call that is allowed now is noted and nil answered; otherwise how long to wait before asking again, in nanoseconds.
    mutating func take(_ window: RateWindow, _ limits: RateLimits, now: Int64) -> Int64? {
        var earliest = pauses[window.rawValue]
        for counter in RateLimits.counters(of: window) {
            let limit = limits.counters[counter]
            let span = Self.span(of: limit)
            times[counter].removeAll { $0 <= now - span }
            let calls = times[counter]
            if calls.count >= limit.count { earliest = max(earliest, calls[calls.count - limit.count] + span) }
        }
        guard earliest <= now else { return earliest - now }
        for counter in RateLimits.counters(of: window) { times[counter].append(now) }
        return nil
    }

    mutating func pause(_ window: RateWindow, until: Int64) {
        pauses[window.rawValue] = max(pauses[window.rawValue], until)
    }

    /// The state for a machine that has started since: what was counted before is at least as old as that.
    mutating func restart(boot: String) {
        self.boot = boot
        pauses = pauses.map { _ in 0 }
        times = times.map { $0.map { _ in 0 } }
    }

    /// The state where it is not known what was counted: as if every place had been taken just now.
    static func full(_ limits: RateLimits, boot: String, now: Int64) -> LimiterState {
        var state = LimiterState(boot: boot)
        state.times = limits.counters.map { [Int64](repeating: now, count: $0.count) }
        return state
    }

    /// A little longer than the limit's own stretch: requests do not all take the same time to the server, where they are counted.
    static func span(of limit: RateLimit) -> Int64 {
        let seconds = Int64(limit.seconds) * 1_000_000_000
        return seconds + seconds / 50 + 250_000_000
    }

    var bytes: [UInt8] {
        var bytes = Self.magic
        let name = Array(boot.utf8.prefix(255))
        bytes.append(UInt8(name.count))
        bytes += name
        func add(_ number: Int64) { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
        for pause in pauses { add(pause) }
        for calls in times {
            add(Int64(calls.count))
            for time in calls { add(time) }
        }
        return bytes
    }

    /// Nil where the bytes are no whole state.
    init?(bytes: [UInt8]) {
        guard bytes.starts(with: Self.magic), bytes.count > Self.magic.count else { return nil }
        var position = Self.magic.count + 1
        let length = Int(bytes[Self.magic.count])
        guard bytes.count >= position + length else { return nil }
        self.init(boot: String(decoding: bytes[position..<position + length], as: UTF8.self))
        position += length
        func next() -> Int64? {
            guard bytes.count >= position + 8 else { return nil }
            defer { position += 8 }
            return bytes.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Int64.self)) }
        }
        for index in pauses.indices {
            guard let pause = next() else { return nil }
            pauses[index] = pause
        }
        for index in times.indices {
            guard let count = next(), count >= 0, count <= 1_000_000 else { return nil }
            for _ in 0..<count {
                guard let time = next() else { return nil }
                times[index].append(time)
            }
        }
        guard position == bytes.count else { return nil }
    }
}
