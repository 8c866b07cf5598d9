extension Value {
    /// Reads a value of a type from text, as a CSV holds it. Nil where the text is not of that type.
    ///
    /// Integers and floats are decimal; booleans are `true`/`false`, `yes`/`no`, `1`/`0`; dates are `yyyy-mm-dd` (a time
    /// after the day is cut off); instants are ISO 8601.
    public init?(_ text: String, as type: ValueType) {
        var text = text
        guard let value = text.withUTF8({ Value(bytes: UnsafeRawBufferPointer($0), as: type) }) else { return nil }
        self = value
    }

    /// The same from UTF-8 bytes, without making a string where the type needs none.
    public init?(bytes: UnsafeRawBufferPointer, as type: ValueType) {
        switch type {
        case .text:
            let text = String(decoding: bytes, as: UTF8.self)
            guard bytes.count <= Self.maximumTextLength || text.count <= Self.maximumTextLength else { return nil }
            self = .text(text)
        case .integer:
            guard let number = Self.integer(bytes) else { return nil }
            self = .integer(number)
        case .float:
            guard let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite else { return nil }
            self = .float(number)
        case .boolean:
            guard let flag = Self.boolean(bytes) else { return nil }
            self = .boolean(flag)
        case .date:
            let isDay = bytes.count == 10
            guard isDay || Timestamp(bytes: bytes) != nil,
                let date = CalendarDate(bytes: isDay ? bytes : UnsafeRawBufferPointer(rebasing: bytes.prefix(10)))
            else { return nil }
            self = .date(date)
        case .timestamp:
            guard let instant = Timestamp(bytes: bytes) else { return nil }
            self = .timestamp(instant)
        }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard let first = bytes.first else { return nil }
        let isSigned = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
        guard bytes.count > (isSigned ? 1 : 0), bytes.count <= 20 else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        var number: Int64 = 0
        for byte in bytes.dropFirst(isSigned ? 1 : 0) {
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            let (scaled, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, second) = scaled.subtractingReportingOverflow(Int64(digit))
            guard !overflow, !second else { return nil }
            number = sum
        }
        if isNegative { return number }
        return number == .min ? nil : -number
    }

    private static func boolean(_ bytes: UnsafeRawBufferPointer) -> Bool? {
        guard bytes.count <= 5 else { return nil }
        switch String(decoding: bytes, as: UTF8.self).lowercased() {
        case "true", "yes", "1", "t", "y": return true
        case "false", "no", "0", "f", "n": return false
        default: return nil
        }
    }
}
