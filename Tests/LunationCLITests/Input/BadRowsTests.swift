import Formats
import Testing

/// Rows that are no contacts: told by line and reason, kept in a file of errors; the rest is imported.
@Suite struct BadRowsTests {
    let shop: Shop

    init() throws {
        shop = try Shop()
        let fields = [("Plan", "text"), ("Age", "integer"), ("Score", "float"), ("VIP", "boolean"), ("Born", "date")]
        let script = fields.map { "field.create { name = '\($0)', type = '\($1)' }" }.joined(separator: "\n")
        try shop.succeed("run", "--eval", script)
    }

    private static let header = "email,status,created_at,plan,age,score,vip,born,id"
    /// Each with the line that it begins at, and what is wrong with it; nil for good ones.
    private static let rows: [(line: Int, reason: String?, text: String)] = [
        (2, nil, "ann@example.com,subscribed,2026-01-01,pro,30,1.5,true,1990-01-01,"),
        (3, "email can't be blank (the address is empty)", ",subscribed,,pro,30,1.5,true,1990-01-01,"),
        (4, "email is invalid (no @ sign)", "not-an-address,subscribed,,,,,,,"),
        (5, "status is invalid (subscribed or unsubscribed expected)", "b@example.com,maybe,,,,,,,"),
        (6, "created_at is invalid (a date or an ISO 8601 time expected)", "c@example.com,,yesterday,,,,,,"),
        (7, "age is invalid (integer expected)", "d@example.com,,,,thirty,,,,"),
        (8, "score is invalid (float expected)", "e@example.com,,,,,x,,,"),
        (9, "vip is invalid (boolean expected)", "f@example.com,,,,,,perhaps,,"),
        (10, "born is invalid (date expected)", "g@example.com,,,,,,,1990-02-30,"),
        (11, "id is invalid (a UUID expected)", "h@example.com,,,,,,,,7"),
        (12, "row has 2 fields, the header has 9", "i@example.com,subscribed"),
        (13, "row has 10 fields, the header has 9", "i@example.com,,,,,,,,,"),
        (14, "email is invalid (a space inside the address)", "\"two\nlines\"@example.com,,,,,,,,"),
        (16, nil, "j@example.com,,,\"two\nlines, quoted \"\"x\"\"\",,,,,"),
        (18, "age is invalid (integer expected)", "\"k@example.com\",,,\"said \"\"hi\"\"\",9223372036854775808,,,,"),
        (19, nil, "l@example.com,unsubscribed,,,-4,1e3,false,2000-02-29,"),
    ]

    @Test func everyReasonWithItsLine() throws {
        let text = Self.header + "\n" + Self.rows.map { $0.text + "\n" }.joined()
        try shop.folder.write(text, to: "people.csv")
        let outcome = try shop("import", "people.csv", "--json")
        #expect(outcome.status == 0)
        let bad = Self.rows.filter { $0.reason != nil }
        let report = try outcome.json()
        #expect(report["rows"] == .integer(Int64(Self.rows.count)))
        #expect(report["created"] == 3)
        #expect(report["rejected"] == .integer(Int64(bad.count)))
        #expect(report["errors_file"] == "shop/rejected/import-2.csv")
        let expected = "line,reason,\(Self.header)\n" + bad.map { "\($0.line),\"\($0.reason ?? "")\",\($0.text)\n" }.joined()
        #expect(try shop.folder.text("shop/rejected/import-2.csv") == expected)
        #expect(
            try shop("contacts", "--json").json().arrayValue?.map { $0["email"]?.stringValue } == [
                "ann@example.com", "j@example.com", "l@example.com",
            ])
        #expect(try shop.contact("j@example.com")["fields"] == ["plan": "two\nlines, quoted \"x\""])
        #expect(try shop.contact("l@example.com")["fields"] == ["age": -4, "born": "2000-02-29", "score": .number(1_000), "vip": false])
        #expect(try shop.contact("l@example.com")["status"] == "unsubscribed")
    }

    @Test func peopleAreToldTheFirstOne() throws {
        try shop.folder.write("email,age\nann@example.com,4\nbob@example.com,old\n", to: "people.csv")
        let outcome = try shop("import", "people.csv")
        #expect(outcome.status == 0)
        #expect(outcome.lines.count == 2)
        #expect(outcome.lines.first?.hasPrefix("run 2: 2 contacts in ") == true)
        #expect(outcome.lines.first?.hasSuffix("): 1 created, 1 rejected") == true)
        #expect(outcome.lines.last == "rejected rows: shop/rejected/import-2.csv (the first: line 3: age is invalid (integer expected))")
    }

    @Test func theErrorsFileCanBeMendedAndImported() throws {
        try shop.folder.write("email,age\nann@example.com,4\nbob@example.com,old\n", to: "people.csv")
        try shop.succeed("import", "people.csv")
        let errors = try shop.folder.text("shop/rejected/import-2.csv")
        try shop.folder.write(errors.replacing("old", with: "77"), to: "mended.csv")
        try shop.succeed("import", "mended.csv", "--ignore", "line", "--ignore", "reason")
        #expect(try shop.contact("bob@example.com")["fields"] == ["age": 77])
    }

    @Test func invalidUTF8IsOneRowsFault() throws {
        var bytes = [UInt8]("email,plan\nann@example.com,free\nbob@example.com,caf".utf8)
        bytes += [0xe9, 0x0a] + Array("cy@example.com,café\n".utf8)
        try shop.folder.write(bytes, to: "latin.csv")
        let report = try shop("import", "latin.csv", "--json").json()
        #expect(report["created"] == 2)
        #expect(report["rejected"] == 1)
        let errors = try shop.folder.bytes("shop/rejected/import-2.csv")
        let row = Array("line,reason,email,plan\n3,\"row is not valid UTF-8\",bob@example.com,caf".utf8) + [0xe9, 0x0a]
        #expect(errors == row, "the row is kept byte by byte")
        #expect(try shop.contact("cy@example.com")["fields"] == ["plan": "café"])
    }

    @Test func abortLeavesNothing() throws {
        try shop.folder.write("email,age\nann@example.com,4\nbob@example.com,old\n", to: "people.csv")
        let before = try shop.digest()
        let outcome = try shop("import", "people.csv", "--on-error", "abort")
        #expect(outcome.status == 6)
        #expect(outcome.errors == "error: people.csv:3: age is invalid (integer expected)\n")
        #expect(try shop.digest() == before)
        #expect(!shop.folder.exists("shop/rejected/import-2.csv"))
    }

    @Test func textsThatAreTooLong() throws {
        let limit = 1_000_000
        try shop.folder.write("email,plan\nann@example.com,\(String(repeating: "x", count: limit))\n", to: "long.csv")
        let outcome = try shop("import", "long.csv", "--json")
        let report = try outcome.json()
        #expect(report["rejected"] == 1)
        #expect(try shop.folder.text("shop/rejected/import-2.csv").contains("2,\"plan is too long (maximum is "))
    }
}
