/// Reads what stands between two commas of a field.
struct CronItemParser {
    private let source: CronSource
    private let range: Range<Int>
    private let field: CronField
    private let hash: CronHash?
    private var index: Int

    init(source: CronSource, range: Range<Int>, field: CronField, hash: CronHash?) {
        self.source = source
        self.range = range
        self.field = field
        self.hash = hash
        index = range.lowerBound
    }

    mutating func parse(into values: inout CronValues, _ days: inout CronDays) throws(CronError) {
        if take("*") {
            values.insert(field.range, by: try step() ?? 1)
        } else if peek("h"), !isLetter(index + 1) {
            index += 1
            try parseHash(into: &values)
        } else if field == .monthDay, peek("l"), isLast(into: &days) {
            return
        } else {
            try parseNumbers(into: &values, &days)
        }
        guard index == range.upperBound else { throw unknown() }
    }

    /// What is wrong with an item that is none, and with the field around it where it is empty.
    func unknown(_ whole: Range<Int>? = nil) -> CronError {
        let text = source.shown(whole ?? range)
        return source.error(whole ?? range, "has no \(field.title) '\(text)'", advice(text.lowercased()))
    }

    private func advice(_ text: String) -> String {
        switch text {
        case "?": return "write *"
        case _ where text == "r" || text.contains("~"): return "write H, or H(0-30), for a number that hangs on the job's name"
        case "l" where field == .weekDay: return "write 6L for the last Saturday of a month, sat for every Saturday"
        case _ where field == .monthDay && text.contains("w"): return "write LW for the last day of a month from Monday to Friday"
        case _ where field == .monthDay && text.hasPrefix("l"): return "write L for the last day of a month"
        case _ where field == .weekDay && text.contains("#"): return "write mon#1 to mon#5 for the first to the fifth Monday of a month"
        default: break
        }
        let numbers = field.range
        var range = "\(field.plural) go from \(numbers.lowerBound) to \(numbers.upperBound)"
        if let first = field.names.first, let last = field.names.last { range += " or from \(first) to \(last)" }
        // A number too large is told by the numbers; anything else by the forms.
        return text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } && !text.isEmpty
            ? range : "write a number, a range (1-5), a step (*/2) or a list of them (1,3-5); \(range)"
    }

    private mutating func parseNumbers(into values: inout CronValues, _ days: inout CronDays) throws(CronError) {
        let first = try value()
        if field == .weekDay, try isNamedDay(first, into: &days) { return }
        guard take("-") else {
            guard let step = try step() else { return values.insert(first) }
            return values.insert(first...field.range.upperBound, by: step)
        }
        let last = try value()
        guard first <= last else { throw backwards(first, last) }
        values.insert(first...last, by: try step() ?? 1)
    }

    /// `nL` and `d#n`.
    private mutating func isNamedDay(_ day: Int, into days: inout CronDays) throws(CronError) -> Bool {
        let bit: UInt8 = 1 << UInt8(day % 7)
        if take("l") {
            days.lastWeekDays |= bit
            return true
        }
        guard take("#") else { return false }
        guard let nth = number(), (1...5).contains(nth) else { throw unknown() }
        days.nthWeekDays |= UInt64(bit) << UInt64(8 * (nth - 1))
        return true
    }

    /// `L` and `LW`.
    private mutating func isLast(into days: inout CronDays) -> Bool {
        switch source.string(range).lowercased() {
        case "l": days.isLast = true
        case "lw": days.isLastWorkday = true
        default: return false
        }
        return true
    }

    private mutating func parseHash(into values: inout CronValues) throws(CronError) {
        guard let hash else {
            throw source.error(range, "has '\(source.shown(range))', which hangs on a job's name", "give the job a name")
        }
        var chosen = field.hashed
        if take("(") {
            let first = try value()
            guard take("-") else { throw unknown() }
            let last = try value()
            guard take(")") else { throw unknown() }
            guard first <= last else { throw backwards(first, last) }
            chosen = first...last
        }
        guard let step = try step() else { return values.insert(chosen.lowerBound + hash.value(of: field, below: chosen.count)) }
        let start = chosen.lowerBound + hash.value(of: field, below: min(step, chosen.count))
        values.insert(start...chosen.upperBound, by: step)
    }

    private func backwards(_ first: Int, _ last: Int) -> CronError {
        let upper = field == .weekDay ? 6 : field.range.upperBound
        let ranges = [(first, upper), (field.range.lowerBound, last)].map { range in
            range.0 == range.1 ? name(range.0) : "\(name(range.0))-\(name(range.1))"
        }
        return source.error(
            range, "has a range of \(field.plural) that runs backwards, '\(source.shown(range))'",
            "write \(ranges.joined(separator: ","))")
    }

    private func name(_ value: Int) -> String {
        field.names.isEmpty ? String(value) : field.names[(value - field.range.lowerBound) % field.names.count]
    }

    /// A number of the field, or a name of one.
    private mutating func value() throws(CronError) -> Int {
        if let number = number() {
            guard field.range.contains(number) else { throw unknown() }
            return number
        }
        guard range.upperBound - index >= 3, isLetter(index), !field.names.isEmpty,
            let place = field.names.firstIndex(of: source.string(index..<(index + 3)).lowercased())
        else { throw unknown() }
        index += 3
        return field.range.lowerBound + place
    }

    private mutating func step() throws(CronError) -> Int? {
        guard take("/") else { return nil }
        guard let step = number() else { throw unknown() }
        guard step > 0 else { throw source.error(range, "has a step of 0, '\(source.shown(range))'", "write a step from 1 on") }
        return step
    }

    /// Digits; nil where there are none. More than any field has are as good as a thousand.
    private mutating func number() -> Int? {
        let start = index
        var value = 0
        while index < range.upperBound, case let digit = source.bytes[index] &- UInt8(ascii: "0"), digit <= 9 {
            value = min(value * 10 + Int(digit), 1_000)
            index += 1
        }
        return index == start ? nil : value
    }

    private func peek(_ letter: Unicode.Scalar) -> Bool {
        index < range.upperBound && lowercase(source.bytes[index]) == UInt8(ascii: letter)
    }

    private mutating func take(_ letter: Unicode.Scalar) -> Bool {
        guard peek(letter) else { return false }
        index += 1
        return true
    }

    private func isLetter(_ index: Int) -> Bool {
        index < range.upperBound && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercase(source.bytes[index]))
    }

    private func lowercase(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
