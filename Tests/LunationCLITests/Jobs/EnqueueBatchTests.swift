import Formats
import Testing

/// `lunation enqueue --batch`: lines of JSON, each answered with a line.
@Suite struct EnqueueBatchTests {
    let jobs: JobShop
    private var shop: Shop { jobs.shop }

    init() throws {
        jobs = try JobShop()
    }

    private func batch(_ lines: String, _ options: String...) throws -> Outcome {
        try shop.folder.write(lines, to: "lines")
        return try Program.run(["enqueue", "--batch", "--workspace", "shop"] + options, in: shop.folder, input: shop.folder["lines"])
    }

    @Test func eachLineIsARun() throws {
        let outcome = try batch(
            """
            {"script":"scripts/noop.lua","at":"2099-12-01T09:00:00+01:00","set":{"n":1,"t":"x","b":true},"priority":5,"note":"passed over"}
            {"script":"scripts/noop.lua","at":4099680000000}
            {"script":"scripts/noop.lua"}

            """, "--priority", "2", "--set", "n=0")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors == "")
        let answers = try outcome.lines.map { try JSONValue(parsing: $0) }
        #expect(answers.map { $0["run"] } == [1, 2, 3])
        #expect(answers.map { $0.objectValue?.keys } == Array(repeating: ["run", "queued_at"], count: 3))
        let rows = try jobs.store.rows("SELECT priority, arguments, due_at, queued_at FROM job_run ORDER BY id")
        #expect(rows.map { $0[0] } == [.integer(5), .integer(2), .integer(2)])
        #expect(rows.map { $0[1] } == [.text(#"{"b":"true","n":"1","t":"x"}"#), .text(#"{"n":"0"}"#), .text(#"{"n":"0"}"#)])
        #expect(rows[0][2] == .integer(4_099_795_200_000))
        #expect(rows[1][2] == .integer(4_099_680_000_000))
        #expect(rows[2][2] == rows[2][3])
        #expect(answers.map { $0["queued_at"]?.integerValue } == rows.map { $0[3].integer })
    }

    @Test func aBadLineIsAnsweredAndTheOthersCount() throws {
        try shop.folder.write("x = = 1\n", to: "shop/scripts/bad.lua")
        try shop.folder.write("x = 1\n", to: "elsewhere.lua")
        let outcome = try batch(
            """
            {"script":"scripts/noop.lua"}
            nonsense
            [1]
            {}
            {"script":3}
            {"script":"scripts/none.lua"}
            {"script":"elsewhere.lua"}
            {"script":"scripts/bad.lua"}
            {"script":"scripts/noop.lua","at":"soon"}
            {"script":"scripts/noop.lua","at":"2099-01-01","in":"1h"}
            {"script":"scripts/noop.lua","set":{"a":[]}}
            {"script":"scripts/noop.lua"}

            """)
        #expect(outcome.status == 1)
        #expect(outcome.errors == "")
        #expect(outcome.lines.count == 12)
        #expect(outcome.lines.first?.hasPrefix(#"{"run":1,"queued_at":"#) == true)
        #expect(outcome.lines.last?.hasPrefix(#"{"run":2,"queued_at":"#) == true)
        #expect(
            outcome.lines.dropFirst().dropLast().map { try? JSONValue(parsing: $0)["error"]?.stringValue } == [
                "invalid JSON at 2:2: unexpected character", "'the line' is no JSON object",
                "there is no script; write one: \"script\": \"scripts/sunset.lua\"", "'script' is no text",
                "scripts/none.lua: no such file", "elsewhere.lua lies outside of the workspace; put it into its folder scripts",
                "scripts/bad.lua:1: unexpected symbol near '='", "'soon' is neither a day (yyyy-mm-dd) nor a time (ISO 8601)",
                "'at' and 'in' both say when; keep one of them", "'set.a' is no text, number or boolean",
            ])
        #expect(try jobs.store.integer("SELECT count(*) FROM job_run") == 2)
    }

    /// The clock is read once for each transaction.
    @Test func linesThatComeTogetherAreOneTransaction() throws {
        let outcome = try batch(String(repeating: "{\"script\":\"scripts/noop.lua\"}\n", count: 500))
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.lines.count == 500)
        #expect(try jobs.store.integer("SELECT count(*) FROM job_run") == 500)
        #expect(try jobs.store.integer("SELECT count(DISTINCT queued_at) FROM job_run") == 1)
    }

    /// A program that asks and waits gets each answer before it asks again, with blank lines and without; what it reads is committed,
    /// and a script that was saved in between is the new one.
    @Test func aLineThatComesAloneIsAnsweredAtOnce() throws {
        let outcome = try Program.shell(
            """
            mkfifo ask answer
            "$LUNATION" enqueue --batch --workspace shop <ask >answer &
            exec 3>ask 4<answer
            for number in 1 2 3; do
                printf '{"script":"scripts/noop.lua","set":{"n":%s}}\\n\\n' $number >&3
                read -r line <&4
                echo "$line"
                "$LUNATION" runs --workspace shop --limit 1
                echo "-- $number" >> shop/scripts/noop.lua
            done
            exec 3>&-
            wait
            """, in: shop.folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.lines.count == 6, "\(outcome)")
        for number in 1...3 where outcome.lines.count == 6 {
            #expect(outcome.lines[number * 2 - 2].hasPrefix("{\"run\":\(number),"))
            #expect(outcome.lines[number * 2 - 1].hasPrefix("\(number)\t"))
        }
        #expect(try jobs.store.integer("SELECT count(DISTINCT hash) FROM job_run") == 3)
    }

    @Test func nothingIsNoMistake() throws {
        let outcome = try batch("")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output == "")
    }
}
