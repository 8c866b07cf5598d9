import Formats
import Testing

/// `lunation cron`: the next instants, in text, as one JSON document, and line by line.
@Suite struct CronTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func cron(_ arguments: String...) throws -> Outcome { try Program.run(["cron"] + arguments, in: folder) }

    @Test func textNamesTheDayAndWhatTheClocksDo() throws {
        let spring = try cron("30 2 * * *", "--timezone", "Europe/Berlin", "--after", "2026-03-28", "-n", "3")
        #expect(spring.status == 0)
        #expect(
            spring.output == """
                2026-03-28T02:30:00+01:00  Sat
                2026-03-29T03:00:00+02:00  Sun  moved from 02:30, which the clocks skip
                2026-03-30T02:30:00+02:00  Mon

                """)
        #expect(spring.errors == "")
        let autumn = try cron(
            "30 2 * * *", "--timezone", "Europe/Berlin", "--after", "2026-10-24T12:00Z", "-n", "2", "--overlap-hour", "both")
        #expect(
            autumn.output == """
                2026-10-25T02:30:00+02:00  Sun  the first of two times that the clocks show alike
                2026-10-25T02:30:00+01:00  Sun  the second of two times that the clocks show alike

                """)
    }

    @Test func whatIsNotPlainIsSaidOnStandardError() throws {
        let outcome = try cron("0 0 13 * fri", "--after", "2026-01-01", "-n", "2")
        #expect(outcome.output == "2026-01-02T00:00:00+00:00  Fri\n2026-01-09T00:00:00+00:00  Fri\n")
        #expect(
            outcome.errors == """
                in UTC; --timezone names another zone
                it fires on days that are right by the day of the month or by the day of the week

                """)
        #expect(try cron("0 0 1-7 * */7", "--timezone", "UTC").errors.contains("and by the day of the week"))
    }

    @Test func aDocument() throws {
        let outcome = try cron(
            "30 2 * * *", "--timezone", "Europe/Berlin", "--after", "2026-03-28T12:00:00+01:00", "-n", "2", "--json", "--gap", "shift")
        #expect(outcome.errors == "")
        #expect(
            try outcome.json() == [
                "expr": "30 2 * * *", "tz": "Europe/Berlin", "next": ["2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"],
                "clock_changes": [["at": "2026-03-29T03:00:00+02:00", "change": "moved", "from": "02:30"]],
            ])
    }

    @Test func theJobsNameDecidesH() throws {
        let first = try cron("H H * * *", "--job", "sunset", "--after", "2026-01-01", "-n", "1")
        #expect(first.output == (try cron("H H * * *", "--job", "sunset", "--after", "2026-01-01", "-n", "1").output))
        #expect(first.output != (try cron("H H * * *", "--job", "welcome", "--after", "2026-01-01", "-n", "1").output))
    }

    @Test(arguments: [
        (["0 25 * * *"], "'0 25 * * *' has no hour '25'; hours go from 0 to 23"),
        (["0 0 30 2 *"], "'0 0 30 2 *' never fires: no year has such a day; choose days that its months have"),
        (["H 3 * * *"], "'H 3 * * *' has 'H', which hangs on a job's name; give the job a name"),
        (["@daily", "--timezone", "Mars/Base"], "'Mars/Base' is no time zone; write an IANA name such as Europe/Berlin"),
        (["@daily", "--after", "tomorrow"], "'tomorrow' is neither a day (yyyy-mm-dd) nor a time (ISO 8601)"),
        (["@daily", "-n", "0"], "the number of instants goes from 1 to 1000000"),
        (["@daily", "--gap", "jump"], "there is no rule 'jump' for gaps; write shift or skip"),
        (["@daily", "--overlap-hour", "never"], "there is no rule 'never' for overlaps; write first, last or both"),
        (["@daily", "--after", "9999-12-31T12:00"], "'@daily' does not fire again before the year 10000; ask for an earlier time"),
    ])
    func wrongUse(arguments: [String], message: String) throws {
        let outcome = try Program.run(["cron"] + arguments, in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors == "error: \(message)\n")
        #expect(try Program.run(["cron", "--json"] + arguments, in: folder).errors == outcome.errors)
    }

    @Test func anExpressionOrABatch() throws {
        for arguments in [[], ["@daily", "--batch"]] {
            let outcome = try Program.run(["cron"] + arguments, in: folder)
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("Give an expression, or --batch and lines on standard input."), "\(outcome)")
        }
    }

    @Test func aBatchAnswersEachLine() throws {
        try folder.write(
            """
            {"expr": "30 2 * * *", "tz": "Europe/Berlin", "after": "2026-03-28T12:00:00+01:00", "n": 2, "near": "gap"}
            {"expr": "@daily", "after": "2026-03-28", "n": 1}
            {"expr": "30 2 * * *", "tz": "Europe/Berlin", "after": "2026-03-28T12:00:00+01:00", "n": 1, "gap": "skip"}
            {"expr": "30 2 * * *", "tz": "Europe/Berlin", "after": "2026-10-24T12:00", "n": 1, "overlap_hour": "last"}
            {"expr": "H 0 * * *", "job": "sunset", "after": "2026-03-28", "n": 1}

            """, to: "lines")
        let outcome = try Program.run(["cron", "--batch"], in: folder, input: folder["lines"])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(
            outcome.lines.dropLast() == [
                #"{"next": ["2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"]}"#,
                #"{"next": ["2026-03-29T00:00:00+00:00"]}"#,
                #"{"next": ["2026-03-30T02:30:00+02:00"]}"#,
                #"{"next": ["2026-10-25T02:30:00+01:00"]}"#,
            ])
        #expect(outcome.lines.count == 5)
        #expect(outcome.lines[4].hasPrefix(#"{"next": ["2026-03-28T00:"#))
        #expect(outcome.errors == "")
    }

    @Test func aBatchGoesOnAfterABadLine() throws {
        try folder.write(
            """
            {"expr": "0 25 * * *"}
            nonsense
            [1]
            {"expr": 3}
            {"tz": "UTC"}
            {"expr": "@daily", "n": 1.5}
            {"expr": "@daily", "tz": "Berlin"}
            {"expr": "@daily", "after": "2026-01-01", "n": 1}

            """, to: "lines")
        let outcome = try Program.run(["cron", "--batch"], in: folder, input: folder["lines"])
        #expect(outcome.status == 1)
        #expect(
            outcome.lines == [
                #"{"error":"'0 25 * * *' has no hour '25'; hours go from 0 to 23"}"#,
                #"{"error":"invalid JSON at 2:2: unexpected character"}"#,
                #"{"error":"'the line' is no JSON object"}"#,
                #"{"error":"'expr' is no text"}"#,
                #"{"error":"there is no expression; write one: \"expr\": \"0 3 * * *\""}"#,
                #"{"error":"'n' is no whole number"}"#,
                #"{"error":"'Berlin' is no time zone; write an IANA name such as Europe/Berlin"}"#,
                #"{"next": ["2026-01-02T00:00:00+00:00"]}"#,
            ])
        #expect(outcome.errors == "")
    }

    /// A program that asks and waits gets each answer before it asks again.
    @Test func aBatchAnswersAtOnce() throws {
        let outcome = try Program.shell(
            """
            mkfifo ask answer
            "$LUNATION" cron --batch -n 1 --after 2026-01-01 <ask >answer &
            exec 3>ask 4<answer
            for time in "0 3" "0 4" "0 5"; do
                echo "{\\"expr\\": \\"$time * * *\\"}" >&3
                read -r line <&4
                echo "$line"
            done
            exec 3>&-
            wait
            """, in: folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(
            outcome.lines == [3, 4, 5].map { #"{"next": ["2026-01-01T0\#($0):00:00+00:00"]}"# })
    }
}
