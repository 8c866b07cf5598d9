import Contacts
import Testing

struct TimeTests {
    /// Every day of 800 years reads back as itself, and the next day is one more.
    @Test func datesAreABijection() throws {
        var expected = try #require(CalendarDate("1600-01-01")).days
        for year in 1600..<2400 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
                    #expect(date.days == expected)
                    let parts = date.components
                    #expect(parts == (year, month, day))
                    expected += 1
                }
            }
        }
    }

    @Test(arguments: ["1997-02-29", "1997-13-01", "1997-00-10", "1997-1-01", "1997-01-32", "97-01-01", "1997/01/01", "", "1997-01-01x"])
    func badDatesAreRefused(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test func monthsEndWhereTheyMust() throws {
        let january = try #require(CalendarDate("1996-01-31"))
        #expect(january.adding(months: 1).description == "1996-02-29")
        #expect(january.adding(months: 13).description == "1997-02-28")
        #expect(january.adding(months: -2).description == "1995-11-30")
        #expect(january.adding(months: -14).description == "1994-11-30")
    }

    @Test(arguments: [
        ("1998-07-01", "1998-07-01T00:00:00.000Z"), ("1998-07-01T09:30", "1998-07-01T09:30:00.000Z"),
        ("1998-07-01 09:30:15", "1998-07-01T09:30:15.000Z"), ("1998-07-01T09:30:15.25Z", "1998-07-01T09:30:15.250Z"),
        ("1998-07-01T09:30:15+02:00", "1998-07-01T07:30:15.000Z"), ("1998-07-01T00:30:00-0130", "1998-07-01T02:00:00.000Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
    ])
    func instantsAreRead(_ text: String, _ shown: String) {
        #expect(Timestamp(text)?.description == shown)
    }

    @Test(arguments: [
        "1998-07-01T", "1998-07-01T24:00", "1998-07-01T09:60", "1998-07-01T09:30:60", "1998-07-01T09:30+2", "1998-07-01T09:30.5",
    ])
    func badInstantsAreRefused(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func spansAreRead() {
        #expect(Span("30d") == Span(30, .day))
        #expect(Span("6mo") == Span(6, .month))
        #expect(Span("15m") == Span(15, .minute))
        for bad in ["", "d", "30", "30 d", "-1d", "1.5d", "30x", "99999999d"] { #expect(Span(bad) == nil, "\(bad)") }
    }

    /// Calendar units keep the time of day when clocks change; exact units do not.
    @Test func aDayMayHaveTwentyThreeHours() throws {
        let zone = try #require(Zone("Europe/Berlin"))
        let now = try #require(Timestamp("2026-03-29T10:00:00Z"))
        let clock = LogicalClock(now: now, zone: zone)
        #expect(clock.ago(Span(1, .day)).description == "2026-03-28T11:00:00.000Z")
        #expect(clock.ago(Span(24, .hour)).description == "2026-03-28T10:00:00.000Z")
    }

    @Test func todayIsTheZones() throws {
        let now = try #require(Timestamp("2026-06-01T23:30:00Z"))
        #expect(LogicalClock(now: now).today.description == "2026-06-01")
        #expect(LogicalClock(now: now, zone: try #require(Zone("Europe/Berlin"))).today.description == "2026-06-02")
    }

    @Test func aTimeInAGapMovesOn() throws {
        let zone = try #require(Zone("Europe/Berlin"))
        let day = try #require(CalendarDate("2026-03-29"))
        #expect(zone.instant(of: day, millisecondOfDay: 2 * 3_600_000 + 1_800_000).description == "2026-03-29T01:30:00.000Z")
        let autumn = try #require(CalendarDate("2026-10-25"))
        #expect(zone.instant(of: autumn, millisecondOfDay: 2 * 3_600_000 + 1_800_000).description == "2026-10-25T00:30:00.000Z")
    }

    /// What arithmetic or a damaged file makes of a day or a time is written as the nearest that has a text.
    @Test(arguments: [Int64.min, -99_999_999_999_999, 253_402_300_800_000, .max])
    func whatIsOutsideOfTheCalendarIsWritten(_ milliseconds: Int64) throws {
        let instant = Timestamp(milliseconds: milliseconds)
        let (day, time) = milliseconds < 0 ? ("0001-01-01", "00:00:00.000Z") : ("9999-12-31", "23:59:59.999Z")
        #expect(instant.description == "\(day)T\(time)")
        #expect(instant.utcDate.description == day)
        #expect(CalendarDate(days: Int(milliseconds)).description == day)
        let zone = try #require(Zone("Europe/Berlin"))
        #expect(zone.date(of: instant).description == day)
        #expect(instant.adding(milliseconds: milliseconds).description == instant.description)
    }

    @Test func theCalendarHasTheYearsOneToNineThousandNineHundredAndNinetyNine() {
        #expect(CalendarDate("0001-01-01") == CalendarDate.range.lowerBound)
        #expect(CalendarDate("9999-12-31") == CalendarDate.range.upperBound)
        #expect(Timestamp("9999-12-31T23:59:59.999Z") == Timestamp.range.upperBound)
        #expect(Timestamp("0001-01-01T00:00+00:01") == nil)
        #expect(Timestamp("9999-12-31T23:59-00:01") == nil)
    }

    @Test func unknownZonesAreRefused() {
        #expect(Zone("Europe/Nowhere") == nil)
        #expect(Zone("CET5") == nil)
    }

    /// 29 February has its anniversary on the 28th in years without one; windows go over New Year.
    @Test func anniversaries() throws {
        func days(_ first: String, _ last: String) throws -> [String] {
            Anniversary.days(from: try #require(CalendarDate(first)), through: try #require(CalendarDate(last)))
        }
        #expect(try days("2026-02-28", "2026-02-28") == ["02-28", "02-29"])
        #expect(try days("2028-02-28", "2028-02-28") == ["02-28"])
        #expect(try days("2028-02-29", "2028-02-29") == ["02-29"])
        #expect(try days("2026-12-31", "2027-01-01") == ["12-31", "01-01"])
        #expect(try days("2026-01-01", "2029-12-31").count == 366)
    }
}
