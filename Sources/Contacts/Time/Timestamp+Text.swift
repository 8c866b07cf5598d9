extension Timestamp: CustomStringConvertible {
    /// Reads ISO 8601: a day (`1998-07-01`, midnight UTC), or a day and a time (`1998-07-01T09:30`, `…:15`, `….250`) that
    /// ends in `Z`, an offset (`+02:00`) or nothing (UTC). A space may stand for the `T`. Nil for anything else, and for what
    /// an offset moves out of ``range``.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let value = text.withUTF8({ Timestamp(bytes: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = value
    }

    /// The same from bytes.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 10, let date = CalendarDate(bytes: UnsafeRawBufferPointer(rebasing: bytes[0..<10])) else { return nil }
        let midnight = Int64(date.days) * Self.millisecondsADay
        if bytes.count == 10 {
            self.init(milliseconds: midnight)
            return
        }
        guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let (time, next) = Self.timeOfDay(bytes, from: 11), let offset = Self.offset(bytes, from: next)
        else { return nil }
        self.init(milliseconds: midnight + time - offset)
        guard Self.range.contains(self) else { return nil }
    }

    /// ISO 8601 in UTC with milliseconds: `1998-07-01T09:30:00.000Z`. Text order is time order. The first or the last instant of
    /// ``range`` for what is outside of it.
    public var description: String {
        String(unsafeUninitializedCapacity: 24) { buffer in
            write(into: UnsafeMutableRawBufferPointer(buffer))
            return 24
        }
    }

    /// Writes the 24 bytes of ``description``.
    public func write(into buffer: UnsafeMutableRawBufferPointer) {
        let instant = clamped
        instant.utcDate.write(into: buffer)
        let rest = Int(instant.millisecondOfDay)
        buffer[10] = UInt8(ascii: "T")
        CalendarDate.put(rest / 3_600_000, 2, at: 11, in: buffer)
        buffer[13] = UInt8(ascii: ":")
        CalendarDate.put(rest / 60_000 % 60, 2, at: 14, in: buffer)
        buffer[16] = UInt8(ascii: ":")
        CalendarDate.put(rest / 1_000 % 60, 2, at: 17, in: buffer)
        buffer[19] = UInt8(ascii: ".")
        CalendarDate.put(rest % 1_000, 3, at: 20, in: buffer)
        buffer[23] = UInt8(ascii: "Z")
    }

    /// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f…` from an index: milliseconds, and the index after it.
    private static func timeOfDay(_ bytes: UnsafeRawBufferPointer, from start: Int) -> (Int64, Int)? {
        guard bytes.count >= start + 5, bytes[start + 2] == UInt8(ascii: ":"),
            let hour = CalendarDate.number(bytes, start, start + 2), hour < 24,
            let minute = CalendarDate.number(bytes, start + 3, start + 5), minute < 60
        else { return nil }
        var total = Int64(hour * 60 + minute) * 60_000
        var index = start + 5
        if bytes.count >= index + 3, bytes[index] == UInt8(ascii: ":") {
            guard let second = CalendarDate.number(bytes, index + 1, index + 3), second < 60 else { return nil }
            total += Int64(second) * 1_000
            index += 3
            if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
                index += 1
                var scale: Int64 = 100
                let first = index
                while index < bytes.count, case let digit = bytes[index] &- UInt8(ascii: "0"), digit <= 9 {
                    total += Int64(digit) * scale
                    scale /= 10
                    index += 1
                }
                guard index > first else { return nil }
            }
        }
        return (total, index)
    }

    /// `Z`, `±hh:mm`, `±hhmm` or nothing up to the end: milliseconds east of UTC.
    private static func offset(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int64? {
        if start == bytes.count { return 0 }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
        if rest.count == 1 { return rest[0] == UInt8(ascii: "Z") ? 0 : nil }
        guard rest[0] == UInt8(ascii: "+") || rest[0] == UInt8(ascii: "-") else { return nil }
        let minuteStart = rest.count == 6 && rest[3] == UInt8(ascii: ":") ? 4 : 3
        guard rest.count == minuteStart + 2, let hours = CalendarDate.number(rest, 1, 3), hours < 24,
            let minutes = CalendarDate.number(rest, minuteStart, minuteStart + 2), minutes < 60
        else { return nil }
        let total = Int64(hours * 60 + minutes) * 60_000
        return rest[0] == UInt8(ascii: "-") ? -total : total
    }
}
