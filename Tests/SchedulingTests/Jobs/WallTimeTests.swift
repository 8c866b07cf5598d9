import Contacts
import Scheduling
import Testing

/// Times as somebody writes them who looks at the clock on the wall.
struct WallTimeTests {
    /// 2026-06-01.
    private static let today = CalendarDate(days: 20_605)

    private func instants(_ text: String, _ zone: String = "Europe/Berlin") throws -> [String] {
        let time = try #require(WallTime(text, today: Self.today))
        return time.instants(in: try #require(Zone(zone))).map(\.description)
    }

    @Test(arguments: [
        ("2026-06-01 03:00", "2026-06-01T01:00:00.000Z"), ("2026-06-01T03:00:07", "2026-06-01T01:00:07.000Z"),
        ("2026-06-02", "2026-06-01T22:00:00.000Z"), ("03:00", "2026-06-01T01:00:00.000Z"), ("03:00:07", "2026-06-01T01:00:07.000Z"),
        ("2026-06-01T03:00Z", "2026-06-01T03:00:00.000Z"), ("2026-06-01T03:00:00-05:00", "2026-06-01T08:00:00.000Z"),
        ("2026-03-29 02:30", "2026-03-29T01:00:00.000Z"), ("2026-03-29 03:00", "2026-03-29T01:00:00.000Z"),
        ("2026-10-25 01:59", "2026-10-24T23:59:00.000Z"), ("2026-10-25 03:00", "2026-10-25T02:00:00.000Z"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00.000Z"),
    ])
    func itIsOneInstant(text: String, instant: String) throws {
        #expect(try instants(text) == [instant])
    }

    @Test func whatTheClocksShowTwiceIsTwoInstants() throws {
        #expect(try instants("2026-10-25 02:30") == ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"])
        #expect(try instants("2026-10-25 02:00:00") == ["2026-10-25T00:00:00.000Z", "2026-10-25T01:00:00.000Z"])
        #expect(try instants("2026-11-01 01:15", "America/New_York") == ["2026-11-01T05:15:00.000Z", "2026-11-01T06:15:00.000Z"])
    }

    /// Samoa went over the date line: the whole of that day is the moment of the change.
    @Test func aDayThatIsLeftOut() throws {
        #expect(try instants("2011-12-30 12:00", "Pacific/Apia") == ["2011-12-30T10:00:00.000Z"])
    }

    @Test(
        arguments: [("03:00", 60_000), ("03:00:00", 1_000), ("2026-06-01", 60_000), ("2026-06-01T03:00+02:00", 60_000)] as [(String, Int64)]
    )
    func withoutSecondsItIsAWholeMinute(text: String, length: Int64) {
        #expect(WallTime(text, today: Self.today)?.length == length)
    }

    @Test(arguments: ["", "soon", "3:00", "25:00", "03:60", "2026-02-30 03:00", "2026-06-01 03", "03:00Zulu", ":", "::::::", "é:00"])
    func othersAreNone(text: String) {
        #expect(WallTime(text, today: Self.today) == nil)
    }
}
