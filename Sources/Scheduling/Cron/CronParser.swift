/// Reads an expression, all of it: what Debian's cron would pass over (`1.5`, `1-5-7`) is an error here.
struct CronParser {
    private let source: CronSource
    private let hash: CronHash?
    /// Indexed by the fields' raw values; the days are elsewhere.
    private(set) var values = [CronValues](repeating: CronValues(), count: CronField.allCases.count)
    private(set) var days = CronDays()
    private(set) var dayRule = CronExpression.DayRule.any
    private(set) var isByTheClock = false

    init(_ text: String, job: String?) throws(CronError) {
        source = CronSource(text)
        hash = job.map { CronHash(job: $0) }
    }

    mutating func parse() throws(CronError) {
        let parts = parts()
        if let word = parts.first, source.bytes[word.lowerBound] == UInt8(ascii: "@") {
            return try parseWord(word.lowerBound..<(parts.last ?? word).upperBound)
        }
        if let setting = parts.first(where: { source.bytes[$0].contains(UInt8(ascii: "=")) }) {
            throw source.error(
                setting, "has a setting, '\(source.shown(setting))'", "the time zone is given beside the expression, not in it")
        }
        guard parts.count == 5 || parts.count == 6 else {
            throw source.error(
                0..<source.bytes.count, "has \(parts.count) \(parts.count == 1 ? "field" : "fields") and not 5, or 6 with seconds first",
                "write minute, hour, day of the month, month and day of the week: 0 3 * * *")
        }
        if parts.count == 5 { values[CronField.second.rawValue].insert(0) }
        for (part, field) in zip(parts, CronField.allCases.suffix(parts.count)) { try parse(part, field) }
        let ends = parts.suffix(5)
        try finish(ends.map { source.bytes[$0.lowerBound] == UInt8(ascii: "*") }, ends[ends.startIndex + 2].lowerBound..<source.bytes.count)
    }

    private func parts() -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start: Int?
        for index in 0...source.bytes.count {
            let isBlank =
                index == source.bytes.count || source.bytes[index] == UInt8(ascii: " ") || source.bytes[index] == UInt8(ascii: "\t")
            if isBlank, let begin = start {
                parts.append(begin..<index)
                start = nil
            } else if !isBlank, start == nil {
                start = index
            }
        }
        return parts
    }

    private mutating func parseWord(_ range: Range<Int>) throws(CronError) {
        let fields: String
        switch source.string(range).lowercased() {
        case "@hourly": fields = "0 * * * *"
        case "@daily", "@midnight": fields = "0 0 * * *"
        case "@weekly": fields = "0 0 * * 0"
        case "@monthly": fields = "0 0 1 * *"
        case "@yearly", "@annually": fields = "0 0 1 1 *"
        case let word where word.hasPrefix("@every"):
            throw source.error(range, "is an interval, not times by the clock", "write the interval by itself: every = \"15m\" in job")
        case "@reboot": throw source.error(range, "names no time", "write when it runs: 0 3 * * *")
        default:
            throw source.error(
                range, "is no word that is known", "write @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually or five fields")
        }
        var parser = try CronParser(fields, job: nil)
        try parser.parse()
        (values, days, dayRule, isByTheClock) = (parser.values, parser.days, parser.dayRule, parser.isByTheClock)
    }

    /// The rules that span fields. `stars` says of minute, hour, day, month and day of the week whether they begin with `*`.
    private mutating func finish(_ stars: [Bool], _ dayFields: Range<Int>) throws(CronError) {
        let seconds = values[CronField.second.rawValue]
        isByTheClock = stars[0] || stars[1] || seconds.bits & (seconds.bits - 1) != 0
        days.numbers = values[CronField.monthDay.rawValue]
        let weekDays = values[CronField.weekDay.rawValue].bits
        days.weekDays = UInt8(truncatingIfNeeded: (weekDays | weekDays >> 7) & 0x7F)
        days.isBoth = stars[2] || stars[4]
        let isFree = days.numbers.bits == 0xFFFF_FFFE || days.weekDays == 0x7F
        dayRule = days.isBoth ? (isFree ? .any : .both) : .either
        guard days.occur(in: values[CronField.month.rawValue]) else {
            throw source.error(dayFields, "never fires: no year has such a day", "choose days that its months have")
        }
    }

    private mutating func parse(_ part: Range<Int>, _ field: CronField) throws(CronError) {
        var start = part.lowerBound
        for index in start...part.upperBound where index == part.upperBound || source.bytes[index] == UInt8(ascii: ",") {
            var item = CronItemParser(source: source, range: start..<index, field: field, hash: hash)
            if start == index { throw item.unknown(part) }
            try item.parse(into: &values[field.rawValue], &days)
            start = index + 1
        }
    }
}
