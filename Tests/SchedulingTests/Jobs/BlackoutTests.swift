import Contacts
import Scheduling
import Testing

/// Stretches of time in which a job must not run.
@Suite struct BlackoutTests {
    @Test(arguments: [
        ("22:00-06:00", ["2026-06-01T22:00", "2026-06-02T05:59:59.999"], ["2026-06-01T21:59", "2026-06-02T06:00"]),
        ("sat,sun", ["2026-06-06T00:00", "2026-06-07T23:59:59"], ["2026-06-05T23:59", "2026-06-08T00:00"]),
        ("mon-fri 09:00-17:00", ["2026-06-01T09:00", "2026-06-05T16:59"], ["2026-06-01T17:00", "2026-06-06T12:00"]),
        ("FRI-Mon", ["2026-06-05T00:00", "2026-06-08T23:00"], ["2026-06-04T23:00", "2026-06-09T00:00"]),
        // The night from Friday to Saturday; the early hours of Friday are Thursday's.
        ("fri 22:00-06:00", ["2026-06-05T22:00", "2026-06-06T05:00"], ["2026-06-05T05:00", "2026-06-06T22:00"]),
        ("2026-12-24", ["2026-12-24T00:00", "2026-12-24T23:59"], ["2026-12-25T00:00", "2027-12-24T12:00"]),
        ("2026-12-24..2026-12-27", ["2026-12-24T00:00", "2026-12-27T23:59"], ["2026-12-28T00:00"]),
        ("12-24..01-02", ["2026-12-24T00:00", "2031-01-02T23:59"], ["2026-12-23T23:59", "2027-01-03T00:00"]),
        ("02-29", ["2028-02-29T12:00"], ["2027-02-28T12:00", "2027-03-01T12:00"]),
        ("12-24 18:00-24:00", ["2026-12-24T18:00", "2026-12-24T23:59"], ["2026-12-24T17:59", "2026-12-25T00:00"]),
        ("20:00-00:00", ["2026-12-24T20:00"], ["2026-12-24T00:00"]),
        ("sun 00:00-24:00", ["2026-06-07T00:00"], ["2026-06-08T00:00"]),
    ])
    func covers(text: String, inside: [String], outside: [String]) throws {
        let blackout = try Blackout(text)
        for time in inside { #expect(blackout.contains(try #require(Timestamp(time)), in: .utc), "\(time)") }
        for time in outside { #expect(!blackout.contains(try #require(Timestamp(time)), in: .utc), "\(time)") }
        #expect(blackout.description == text)
    }

    @Test func timesAreThoseOfTheZone() throws {
        let night = try Blackout("22:00-06:00")
        let berlin = try #require(Zone("Europe/Berlin"))
        #expect(night.contains(Timestamp("2026-06-01T20:00")!, in: berlin) && !night.contains(Timestamp("2026-06-01T19:59")!, in: berlin))
        #expect(night.contains(Timestamp("2026-12-01T21:00")!, in: berlin) && !night.contains(Timestamp("2026-12-01T20:00")!, in: berlin))
    }

    private static let forms = "write 22:00-06:00, sat,sun, mon-fri 09:00-17:00, 2026-12-24..2026-12-27 or 12-24..01-02"

    @Test(arguments: [
        ("", "'' is empty; \(forms)"),
        ("22:00", "'22:00' has no times '22:00'; write from when to when, in hours and minutes: 22:00-06:00"),
        ("9:00-17:00", "'9:00-17:00' has no times '9:00-17:00'; write from when to when, in hours and minutes: 22:00-06:00"),
        ("mon 9-17", "'mon 9-17' has no times '9-17'; write from when to when, in hours and minutes: 22:00-06:00"),
        ("24:00-06:00", "'24:00-06:00' has no times '24:00-06:00'; write from when to when, in hours and minutes: 22:00-06:00"),
        ("22:00-24:01", "'22:00-24:01' has no times '22:00-24:01'; write from when to when, in hours and minutes: 22:00-06:00"),
        ("09:00-09:00", "'09:00-09:00' ends when it begins; write a later end, or 00:00-24:00 for whole days"),
        ("09:00-17:00 mon-fri", "'09:00-17:00 mon-fri' has its times first; write days before times: mon-fri 09:00-17:00"),
        ("mon 09:00-17:00 tue", "'mon 09:00-17:00 tue' is no stretch of time; \(forms)"),
        ("saturday", "'saturday' has no day 'saturday' (did you mean 'sat'?); \(forms)"),
        ("sat,", "'sat,' has no day ''; \(forms)"),
        ("weekend", "'weekend' has no day 'weekend'; \(forms)"),
        ("2026-02-30", "'2026-02-30' has no day '2026-02-30'; write a day that there is: 2026-12-24, or 12-24 for every year"),
        ("02-30", "'02-30' has no day '02-30'; write a day that there is: 2026-12-24, or 12-24 for every year"),
        ("12-24..13-02", "'12-24..13-02' has no day '13-02'; write a day that there is: 2026-12-24, or 12-24 for every year"),
        ("2026-12-27..2026-12-24", "'2026-12-27..2026-12-24' runs backwards; write the earlier day first: 2026-12-24..2026-12-27"),
        (
            "2026-12-24..12-27",
            "'2026-12-24..12-27' has no days '2026-12-24..12-27'; write 2026-12-24..2026-12-27, or 12-24..01-02 for every year"
        ),
        ("mon-sun", "'mon-sun' is all of the time, so that the job never runs; \(forms)"),
        ("00:00-24:00", "'00:00-24:00' is all of the time, so that the job never runs; \(forms)"),
        ("03-01..02-29", "'03-01..02-29' is all of the time, so that the job never runs; \(forms)"),
    ])
    func refusalsSayWhatToWrite(text: String, message: String) {
        let error = #expect(throws: JobError.self) { try Blackout(text) }
        #expect(error?.description == "job.blackout \(message)")
    }

    @Test func anyStretchCoversWhatAListOfItsDaysCovers() throws {
        var random = SeededGenerator(for: "blackouts")
        let zones = try ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu"].map { try #require(Zone($0)) }
        var inside = 0
        for _ in 0..<4_000 {
            let day = CalendarDate(days: Int.random(in: -3_000...25_000, using: &random))
            let zone = try #require(zones.randomElement(using: &random))
            let plain = RandomBlackout(near: day, using: &random)
            guard let blackout = try? Blackout(plain.text) else {
                Issue.record("\(plain.text) was refused")
                continue
            }
            for _ in 0..<20 {
                let instant = Timestamp(
                    milliseconds: Int64(day.days) * 86_400_000 + Int64.random(in: -500_000_000...500_000_000, using: &random))
                let local = (instant.milliseconds + zone.offset(at: instant))
                let minute = Int((local - ((local % 60_000) + 60_000) % 60_000) / 60_000)
                #expect(blackout.contains(instant, in: zone) == plain.contains(minute: minute), "\(plain.text) in \(zone) at \(instant)")
                if plain.contains(minute: minute) { inside += 1 }
            }
        }
        #expect((10_000...70_000).contains(inside))
    }
}
