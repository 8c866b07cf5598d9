import Contacts
import Scheduling
import Testing

/// What is an expression, what is none, and what is said of the latter.
@Suite struct CronExpressionTests {
    /// What Debian's `crontab -n`, cronsim and other libraries make of odd expressions.
    private struct Edge: Decodable {
        let expr: String
    }

    /// Each of the file's expressions that is taken. The others are refused: ranges that run backwards and match nothing,
    /// days that do not exist, what is read half by one program or another, and dialects of one program alone.
    private static let taken: Set = [
        "* * * * *", "* * * * 7", "* * * * 0-7", "* * * * 6-7", "* * * * sun-sat", "*/61 * * * *", "*/100 * * * *", "5/10 * * * *",
        "* * * JAN *", "* * * jan-mar *", "* * * * mon,wed", "* * * * mon-5", "0 0 29 2 *", "* * L * *", "* * LW * *", "* * * * 5L",
        "* * * * 1#1", "H * * * *", "H(0-29) * * * *", "H/15 * * * *", "@daily", "@midnight", "@weekly", "@yearly", "* * * * * *",
        "0 */15 * * * *", "007 * * * *", "* * * * MON#2,FRI", "0 0 1-7 * */7", "*,5 * * * *", "19-19 * * * *",
    ]

    @Test func edgesAreTakenOrRefused() throws {
        let edges = try DataFile.lines(of: "cron_parse_edges.jsonl", as: Edge.self)
        #expect(edges.count == 73)
        for edge in edges {
            let isTaken = (try? CronExpression(edge.expr, job: "job")) != nil
            #expect(isTaken == Self.taken.contains(edge.expr), "\(edge.expr)")
        }
        #expect(Self.taken.isSubset(of: Set(edges.map(\.expr))))
    }

    @Test(arguments: [
        ("", "has 0 fields and not 5, or 6 with seconds first; write minute, hour, day of the month, month and day of the week: 0 3 * * *"),
        (
            "0 3 * *",
            "has 4 fields and not 5, or 6 with seconds first; write minute, hour, day of the month, month and day of the week: 0 3 * * *"
        ),
        ("60 * * * *", "has no minute '60'; minutes go from 0 to 59"),
        ("99999999999999999999 * * * *", "has no minute '99999999999999999999'; minutes go from 0 to 59"),
        ("* * 0 * *", "has no day of the month '0'; days of the month go from 1 to 31"),
        ("* * * 13 *", "has no month '13'; months go from 1 to 12 or from jan to dec"),
        (
            "* * * * monday",
            "has no day of the week 'monday'; write a number, a range (1-5), a step (*/2) or a list of them (1,3-5); days of the week go from 0 to 7 or from sun to sat"
        ),
        (
            "1.5 * * * *",
            "has no minute '1.5'; write a number, a range (1-5), a step (*/2) or a list of them (1,3-5); minutes go from 0 to 59"
        ),
        (
            "1,,2 * * * *",
            "has no minute '1,,2'; write a number, a range (1-5), a step (*/2) or a list of them (1,3-5); minutes go from 0 to 59"
        ),
        ("* * * * sat-sun", "has a range of days of the week that runs backwards, 'sat-sun'; write sat,sun"),
        ("* 22-6 * * *", "has a range of hours that runs backwards, '22-6'; write 22-23,0-6"),
        ("* * * nov-feb *", "has a range of months that runs backwards, 'nov-feb'; write nov-dec,jan-feb"),
        ("*/0 * * * *", "has a step of 0, '*/0'; write a step from 1 on"),
        ("0 0 ? * 1", "has no day of the month '?'; write *"),
        ("0 0 15W * *", "has no day of the month '15W'; write LW for the last day of a month from Monday to Friday"),
        ("0 0 L-3 * *", "has no day of the month 'L-3'; write L for the last day of a month"),
        ("0 0 * * L", "has no day of the week 'L'; write 6L for the last Saturday of a month, sat for every Saturday"),
        ("0 0 * * 1#6", "has no day of the week '1#6'; write mon#1 to mon#5 for the first to the fifth Monday of a month"),
        ("0~30 * * * *", "has no minute '0~30'; write H, or H(0-30), for a number that hangs on the job's name"),
        ("H 3 * * *", "has 'H', which hangs on a job's name; give the job a name"),
        ("@dayly", "is no word that is known; write @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually or five fields"),
        ("@every 5m", "is an interval, not times by the clock; write the interval by itself: every = \"15m\" in job"),
        ("@reboot", "names no time; write when it runs: 0 3 * * *"),
        ("TZ=UTC 0 3 * * *", "has a setting, 'TZ=UTC'; the time zone is given beside the expression, not in it"),
        ("0 0 31 4,6 *", "never fires: no year has such a day; choose days that its months have"),
        ("0 0 30,31 2 */2", "never fires: no year has such a day; choose days that its months have"),
        ("0 0 * 2 1#5,*/100", nil),
    ])
    func refusalsSayWhatToWrite(text: String, message: String?) {
        do {
            _ = try CronExpression(text)
            #expect(message == nil, "\(text) was taken")
        } catch {
            #expect(error.description == message.map { "'\(text)' \($0)" })
        }
    }

    @Test func anErrorTellsItsPlace() throws {
        let text = "0 3 * jan,foo *"
        let error = try #require(throws: CronError.self) { try CronExpression(text) }
        #expect(Array(text.utf8)[error.position].elementsEqual("foo".utf8))
        #expect(error.expression == text)
    }

    /// Whatever is cut off or put in, reading ends with an expression or an error, whose place lies in the text.
    @Test func brokenTextsAreNoTrouble() {
        var random = SeededGenerator(for: "broken expressions")
        for _ in 0..<20_000 {
            var bytes = Array(RandomCron(using: &random, hasSeconds: Bool.random(using: &random), isDaily: false).text.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                if Bool.random(using: &random) {
                    bytes.insert(Array("*/-,#LWH()? 0579~@=\t\nä".utf8).randomElement(using: &random)!, at: place)
                } else if place < bytes.count {
                    bytes.remove(at: place)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            do {
                let expression = try CronExpression(text, job: "job")
                #expect(CronSchedule(expression).next(after: Timestamp(milliseconds: 0)) != nil, "\(text)")
            } catch {
                #expect(error.position.upperBound <= text.utf8.count, "\(text)")
                #expect(!error.description.contains("\n"))
            }
        }
    }

    @Test func daysGoTogetherAsDebianHasThem() throws {
        #expect(try CronExpression("0 0 * * 1").dayRule == .any)
        #expect(try CronExpression("0 0 13 * *").dayRule == .any)
        #expect(try CronExpression("0 0 13 * 5").dayRule == .either)
        #expect(try CronExpression("0 0 1-7 * */7").dayRule == .both)
        #expect(try CronExpression("0 0 */2 * 5").dayRule == .both)
        #expect(try CronExpression("0 0 L * fri").dayRule == .either)
    }

    @Test(arguments: [
        ("@hourly", "0 * * * *"), ("@DAILY", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@weekly", "0 0 * * 0"),
        ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"),
    ])
    func wordsStandForFields(word: String, fields: String) throws {
        let (left, right) = (CronSchedule(try CronExpression(word)), CronSchedule(try CronExpression(fields)))
        var instant = Timestamp("2026-11-26")!
        for _ in 0..<50 {
            let next = try #require(left.next(after: instant))
            #expect(next == right.next(after: instant))
            instant = next
        }
        #expect(left.expression.isByTheClock == right.expression.isByTheClock)
        #expect(left.expression.description == word)
    }
}
