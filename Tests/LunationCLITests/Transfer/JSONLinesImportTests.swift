import Formats
import Testing

/// Contacts from JSON Lines: the same rules as for CSV.
@Suite struct JSONLinesImportTests {
    let shop: Shop

    init() throws {
        shop = try Shop()
        let fields = [("Plan", "text"), ("Age", "integer"), ("Score", "float"), ("VIP", "boolean"), ("Born", "date")]
        try shop.succeed("run", "--eval", fields.map { "field.create { name = '\($0)', type = '\($1)' }" }.joined(separator: "\n"))
    }

    private func imported(_ lines: [String], _ options: String..., file: String = "in.jsonl") throws -> JSONValue {
        try shop.folder.write(lines.map { $0 + "\n" }.joined(), to: file)
        let outcome = try Program.run(
            ["import", file, "--json", "--workspace", "shop", "--now", shop.now] + options, in: shop.folder)
        try #require(outcome.status == 0, "\(outcome)")
        return try outcome.json()
    }

    @Test func everyProperty() throws {
        let report = try imported([
            #"{"email":" ANN@Example.com ","status":"unsubscribed","created_at":"2026-01-02","lists":["A;B","C"],"plan":"p\"\n","age":3}"#,
            #"{"email":"bob@example.com","fields":{"plan":"","age":4.0,"score":1,"vip":true,"born":"1990-02-28"},"id":"01890a5d-ac96-774b-bcce-b302099a8057"}"#,
            "",
            #"{"email":"cyd@example.com","created_at":1767312000000,"score":"2.5","vip":"yes","lists":null,"plan":null}"#,
        ])
        #expect(report["created"] == 3)
        #expect(report["rejected"] == 0)
        let ann = try shop.contact("ann@example.com")
        #expect(ann["status"] == "unsubscribed")
        #expect(ann["created_at"] == "2026-01-02T00:00:00.000Z")
        #expect(ann["fields"] == ["plan": "p\"\n", "age": 3])
        #expect(try shop("lists").output == "1\tA;B\t1\n2\tC\t1\n")
        let bob = try shop.contact("bob@example.com")
        #expect(bob["id"] == "01890a5d-ac96-774b-bcce-b302099a8057")
        #expect(bob["fields"] == ["plan": "", "age": 4, "score": .number(1), "vip": true, "born": "1990-02-28"])
        let cyd = try shop.contact("cyd@example.com")
        #expect(cyd["created_at"] == "2026-01-02T00:00:00.000Z")
        #expect(cyd["fields"] == ["score": .number(2.5), "vip": true])
    }

    @Test func whatIsAbsentStaysAndWhatIsNullIsAnEmptyCell() throws {
        let first = #"{"email":"ann@example.com","plan":"a","age":1}"#
        _ = try imported([first])
        let lines = [#"{"email":"ann@example.com","plan":null}"#]
        #expect(try imported(lines)["unchanged"] == 1)
        #expect(try imported(lines, "--existing", "replace")["updated"] == 1)
        #expect(try shop.contact("ann@example.com")["fields"] == ["age": 1])
        #expect(try imported([first], "--existing", "keep")["unchanged"] == 1)
    }

    @Test func timesOutsideOfTheCalendar() throws {
        let times = ["-99999999999999", "9223372036854775807", "-9223372036854775808", "253402300800000", #""9999-12-31T23:59-01:00""#]
        let report = try imported(
            times.map { #"{"email":"o@example.org","created_at":\#($0)}"# } + [#"{"email":"p@example.org","created_at":253402300799999}"#])
        #expect(report["created"] == 1)
        #expect(report["rejected"] == 5)
        let errors = try shop.folder.text("shop/rejected/import-2.jsonl").split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(
            errors.map { $0["reason"]?.stringValue } == Array(repeating: "created_at is outside of the years 1 to 9999", count: 4) + [
                "created_at is invalid (a date or an ISO 8601 time expected)"
            ])
        #expect(try shop.contact("p@example.org")["created_at"] == "9999-12-31T23:59:59.999Z")
    }

    @Test func badLines() throws {
        let report = try imported([
            #"{"email":"ann@example.com","plan":"a"}"#,
            #"{"email":"bob@example.com","#,
            #"[1]"#,
            #"{"plan":"a"}"#,
            #"{"email":7}"#,
            #"{"email":"cyd@example.com","age":"old"}"#,
            #"{"email":"cyd@example.com","age":1.5}"#,
            #"{"email":"cyd@example.com","plan":5}"#,
            #"{"email":"cyd@example.com","lists":"A"}"#,
            #"{"email":"cyd@example.com","fields":[]}"#,
            #"{"email":"cyd@example.com","status":"maybe"}"#,
            #"{"email":"dee@example.com"}"#,
        ])
        #expect(report["created"] == 2)
        #expect(report["rejected"] == 10)
        #expect(report["errors_file"] == "shop/rejected/import-2.jsonl")
        let errors = try shop.folder.text("shop/rejected/import-2.jsonl").split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(
            errors.map { $0["reason"]?.stringValue } == [
                "row is not valid JSON (column 28: the text ends inside a value)", "row is no JSON object", "email can't be blank",
                "email is invalid (a text expected)", "age is invalid (integer expected)", "age is invalid (integer expected)",
                "plan is invalid (text expected)", "lists must be an array of names", "fields must be an object",
                "status is invalid (subscribed or unsubscribed expected)",
            ])
        #expect(errors.first == ["line": 2, "reason": errors[0]["reason"] ?? .null, "text": #"{"email":"bob@example.com","#])
        #expect(errors[4] == ["line": 6, "reason": "age is invalid (integer expected)", "email": "cyd@example.com", "age": "old"])
        let mended = try shop.folder.text("shop/rejected/import-2.jsonl").split(separator: "\n")[4].replacing("\"old\"", with: "33")
        _ = try imported([String(mended)], "--ignore", "line", "--ignore", "reason", file: "mended.jsonl")
        #expect(try shop.contact("cyd@example.com")["fields"] == ["age": 33])
    }

    @Test func namesThatAreNotKnown() throws {
        try shop.folder.write(#"{"email":"ann@example.com","plam":"a"}"# + "\n", to: "in.jsonl")
        let refused = try shop("import", "in.jsonl")
        #expect(refused.status == 6)
        #expect(
            refused.errors
                == "error: in.jsonl: no field for column 'plam' (did you mean 'plan'?); add --create-fields, --map FIELD=COLUMN or --ignore COLUMN\n"
        )
        let lines = [#"{"E-Mail":"ann@example.com","tier":"gold","points":5,"since":"2020-01-01","fields":{"ratio":0.5,"ok":true}}"#]
        let report = try imported(lines, "--map", "email=E-Mail", "--create-fields")
        #expect(report["created"] == 1)
        #expect(
            try shop.contact("ann@example.com")["fields"]
                == ["tier": "gold", "points": 5, "since": "2020-01-01", "ratio": .number(0.5), "ok": true])
        #expect(try shop("fields").output.contains("since\tdate\tsince\n"))
    }

    @Test func aNameBehindTheFirstThousandLines() throws {
        var lines = (0..<1_000).map { #"{"email":"user\#($0)@example.com"}"# }
        lines.append(#"{"email":"late@example.com","age":5}"#)
        lines.append(#"{"email":"later@example.com","agee":5}"#)
        let report = try imported(lines)
        #expect(report["created"] == 1_001)
        #expect(report["rejected"] == 1)
        #expect(try shop.folder.text("shop/rejected/import-2.jsonl").contains("row has no field 'agee' to set (did you mean 'age'?)"))
        #expect(try shop.contact("late@example.com")["fields"] == ["age": 5])
    }

    @Test func standardInputAndNothing() throws {
        try shop.folder.write(#"{"email":"ann@example.com","plan":"a"}"# + "\n", to: "in.jsonl")
        let piped = try Program.run(
            ["import", "-", "--format", "jsonl", "--workspace", "shop"], in: shop.folder, input: shop.folder["in.jsonl"])
        #expect(piped.status == 0, "\(piped)")
        #expect(try shop.contact("ann@example.com")["fields"] == ["plan": "a"])
        let created = try shop("import", "-", "--format", "jsonl", "--create-fields")
        #expect(created.status == 6)
        #expect(created.errors.contains("--create-fields cannot work on JSON Lines from standard input"))
        #expect(try imported([])["rows"] == 0)
    }
}
