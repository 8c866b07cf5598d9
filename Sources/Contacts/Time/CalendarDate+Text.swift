extension CalendarDate: CustomStringConvertible {
    /// Reads `yyyy-mm-dd`, the only form that the Contacts API takes; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let date = text.withUTF8({ CalendarDate(bytes: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = date
    }

    /// Reads `yyyy-mm-dd` from bytes without making a string: imports read millions of these.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes, 0, 4), let month = Self.number(bytes, 5, 7), let day = Self.number(bytes, 8, 10)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `yyyy-mm-dd`; the first or the last day of ``range`` for what is outside of it.
    public var description: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            write(into: UnsafeMutableRawBufferPointer(buffer))
            return 10
        }
    }

    /// Writes the ten bytes of ``description``.
    public func write(into buffer: UnsafeMutableRawBufferPointer) {
        let (year, month, day) = components
        Self.put(year, 4, at: 0, in: buffer)
        buffer[4] = UInt8(ascii: "-")
        Self.put(month, 2, at: 5, in: buffer)
        buffer[7] = UInt8(ascii: "-")
        Self.put(day, 2, at: 8, in: buffer)
    }

    static func put(_ number: Int, _ digits: Int, at start: Int, in buffer: UnsafeMutableRawBufferPointer) {
        var rest = number
        for index in stride(from: start + digits - 1, through: start, by: -1) {
            buffer[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    static func number(_ bytes: UnsafeRawBufferPointer, _ from: Int, _ to: Int) -> Int? {
        var value = 0
        for index in from..<to {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}
