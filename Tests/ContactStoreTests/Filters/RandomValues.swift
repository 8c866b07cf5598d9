import Contacts

/// Values near the borders that filters draw.
struct RandomValues {
    let clock: LogicalClock

    static let texts = [
        "", "a", "A", "ab", "AB", "a*b", "a?c", "[x]", "a%b_", "ß", "ẞ", "SS", "ss", "İ", "i\u{307}", "I", "ı", "ΣΊΣΥΦΟΣ", "σίσυφος", "Σ",
        "ς",
        "ſ", "\u{E9}", "e\u{301}", "😀", "👩‍👩‍👧", "naïve", " a ", "'quote'", "\"", "\\", "a\u{0}b", "10", "true", "2026-01-01", "pro", "Pro",
        "free",
    ]
    static let integers: [Int64] = [0, 1, -1, 2, 3, 7, 10, 50, 1 << 53, (1 << 53) + 1, .max, .min]
    static let floats = [0, -0.0, 1, 1.5, -1, 2.25, 3, 10, 0.5, 9_007_199_254_740_992, 1e300, -1e300, .infinity]
    static let spans = [
        "0d", "1d", "2d", "7d", "30d", "59d", "180d", "364d", "365d", "366d", "1w", "1mo", "6mo", "12mo", "1y", "4y", "12h", "24h", "36h",
        "90m",
        "10s", "0s", "1000y",
    ].compactMap { Span($0) }
    private static let days = [
        "2024-02-28", "2024-02-29", "2024-03-01", "2023-02-28", "2023-03-01", "2000-02-29", "1900-02-28", "1999-12-31", "2000-01-01",
        "2025-12-31",
        "2026-01-01", "0001-01-01", "9999-12-31", "2024-03-31", "2024-10-27", "2011-12-30", "2018-11-04",
    ].compactMap { CalendarDate($0) }

    /// The clocks: leap days, turns of the year, changes of daylight saving, and any moment.
    static func clock(_ random: inout RandomSource) -> LogicalClock {
        let zones = [
            "UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "America/Sao_Paulo", "Asia/Kolkata", "America/St_Johns",
            "Pacific/Apia",
            "Africa/Cairo",
        ].compactMap { Zone($0) }
        let moments = [
            "2024-02-28T12:00Z", "2024-02-29T00:00Z", "2024-02-29T23:59:59.999Z", "2023-02-28T05:00Z", "2025-03-01T00:30Z",
            "2025-12-31T23:30Z",
            "2026-01-01T00:00Z", "2024-12-20T10:00Z", "2024-03-31T00:59:59.999Z", "2024-03-31T01:00Z", "2024-10-27T00:30Z",
            "2024-10-27T01:30Z",
            "2024-11-03T05:30Z", "2018-11-04T03:00Z", "2011-12-30T09:59Z", "2008-11-02T02:31Z", "1999-12-31T23:59:59.999Z",
        ].compactMap { Timestamp($0) }
        let any = Timestamp(milliseconds: Int64.random(in: 900_000_000_000...2_000_000_000_000, using: &random))
        return LogicalClock(now: random.oneIn(3) ? any : random.pick(moments), zone: random.pick(zones))
    }

    func value(_ type: ValueType, _ random: inout RandomSource) -> Value {
        switch type {
        case .text: .text(random.pick(Self.texts))
        case .integer: .integer(random.pick(Self.integers))
        case .float: .float(random.pick(Self.floats))
        case .boolean: .boolean(Bool.random(using: &random))
        case .date: .date(day(&random))
        case .timestamp: .timestamp(instant(&random))
        }
    }

    func day(_ random: inout RandomSource) -> CalendarDate {
        switch random.number(0...3) {
        case 0: return random.pick(Self.days)
        case 1: return clock.today.adding(days: random.number(-3...3))
        case 2: return clock.today.adding(months: 12 * random.number(-30...3)).adding(days: random.number(-2...32))
        default: return clock.day(random.pick(Self.spans.dropLast()), sign: random.pick([-1, 1])).adding(days: random.number(-1...1))
        }
    }

    func instant(_ random: inout RandomSource) -> Timestamp {
        let near = Int64(random.number(-1...1))
        switch random.number(0...4) {
        case 0: return clock.now.adding(milliseconds: near)
        case 1: return clock.zone.instant(of: day(&random)).adding(milliseconds: near)
        case 2: return clock.moved(clock.now, random.pick(Self.spans.dropLast()), sign: random.pick([-1, 1])).adding(milliseconds: near)
        case 3: return Timestamp(startOf: day(&random)).adding(milliseconds: Int64(random.number(0...86_399_999)))
        default: return clock.now.adding(milliseconds: Int64(random.number(-40_000_000_000...3_000_000_000)))
        }
    }

    /// An event's parameter. Sums of a few of them are exact, or too large to show what is not.
    func parameter(_ random: inout RandomSource) -> Value {
        switch random.number(0...7) {
        case 0: .integer(random.pick([0, 1, 2, 3, 10, 25, 50, -1]))
        case 1: .float(random.pick([0.5, 1, 2.25, 9.75, 10, -1.5]))
        case 2: .integer(random.pick([1 << 62, .max]))
        case 3: .boolean(Bool.random(using: &random))
        case 4: .text(instant(&random).description)
        case 5: .text(day(&random).description)
        default: .text(random.pick(Self.texts.filter { !$0.contains("\u{0}") }))
        }
    }
}
