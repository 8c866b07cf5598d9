public import Contacts

extension CronOccurrence {
    /// The instant by the zone's clock, with its offset, in ISO 8601: `2026-03-29T03:00:00+02:00`.
    public var localText: String {
        let local = Timestamp(milliseconds: instant.milliseconds + Int64(offset) * 1_000)
        let distance = abs(offset)
        // Offsets have had no seconds since 1972.
        let hasSeconds = distance % 60 != 0
        return String(unsafeUninitializedCapacity: 28) { buffer in
            local.write(into: UnsafeMutableRawBufferPointer(buffer))
            // The offset takes the place of the milliseconds and the Z.
            buffer[19] = UInt8(ascii: offset < 0 ? "-" : "+")
            Self.put(distance / 3_600, at: 20, in: buffer)
            buffer[22] = UInt8(ascii: ":")
            Self.put(distance / 60 % 60, at: 23, in: buffer)
            guard hasSeconds else { return 25 }
            buffer[25] = UInt8(ascii: ":")
            Self.put(distance % 60, at: 26, in: buffer)
            return 28
        }
    }

    /// The day by the zone's clock.
    public var localDate: CalendarDate { Timestamp(milliseconds: instant.milliseconds + Int64(offset) * 1_000).utcDate }

    private static func put(_ number: Int, at place: Int, in buffer: UnsafeMutableBufferPointer<UInt8>) {
        buffer[place] = UInt8(ascii: "0") + UInt8(number / 10)
        buffer[place + 1] = UInt8(ascii: "0") + UInt8(number % 10)
    }
}
