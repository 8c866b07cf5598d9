import Formats
import Testing

/// Imports that end before their end, for good.
@Suite struct FailedImportTests {
    @Test func anAbortKeepsWhatWasCommitted() throws {
        let shop = try Shop(["ann@example.com": "free"])
        let before = try shop.digest()
        try shop.folder.write("email,plan\n" + (1...9).map { "user\($0)@example.com,p\n" }.joined() + "nobody,p\n", to: "in.csv")
        let outcome = try shop("import", "in.csv", "--on-error", "abort", "--batch", "4")
        #expect(outcome.status == 6)
        #expect(
            outcome.errors == "error: in.csv:11: email is invalid (no @ sign); the 8 rows before it stay imported: "
                + "'lunation undo 2' takes them back\n")
        #expect(try shop.count("contact.all()") == 9)
        let run = try #require(try shop("runs", "--json").json().arrayValue?.first)
        #expect(run["status"] == "failed")
        #expect(run["summary"]?["created"] == 8)
        #expect(run["summary"]?["error"] == "in.csv:11: email is invalid (no @ sign)")
        #expect(try shop("runs").output.contains("\tfailed\timport\tin.csv\t8 rows, 8 created, in.csv:11: email is invalid (no @ sign)"))
        try shop.succeed("undo", "2")
        #expect(try shop.digest() == before)
        try shop.folder.write("email,plan\nuser1@example.com,p\n", to: "in.csv")
        #expect(try shop("import", "in.csv", "--json").json()["resumed_at"] == .null)
    }

    @Test func anAbortInTheFirstBatchLeavesTheRecordAlone() throws {
        let shop = try Shop(["ann@example.com": "free"])
        try shop.folder.write("email,plan\nuser1@example.com,p\nnobody,p\n", to: "in.csv")
        let outcome = try shop("import", "in.csv", "--on-error", "abort")
        #expect(outcome.errors == "error: in.csv:3: email is invalid (no @ sign)\n")
        #expect(try shop.count("contact.all()") == 1)
        #expect(try shop("runs", "--json").json().arrayValue?.map { $0["status"] } == ["failed", "finished"])
        let undo = try shop("undo", "2")
        #expect(undo.status == 0, "there is nothing to take back, and nothing goes wrong: \(undo)")
    }

    @Test func theErrorsFileEndsWithTheRowsThatAreCommitted() throws {
        let shop = try Shop(["ann@example.com": "free"])
        try shop.folder.write("email,plan\na@example.com,p\nbad1,p\nb@example.com,p\nbad2,\"never\n", to: "in.csv")
        let outcome = try shop("import", "in.csv", "--batch", "2")
        #expect(outcome.status == 6, "\(outcome)")
        #expect(try shop.folder.text("shop/rejected/import-2.csv") == "line,reason,email,plan\n3,\"email is invalid (no @ sign)\",bad1,p\n")
        #expect(try shop.count("contact.all()") == 2)
    }

    @Test func anIdOfAnotherContactIsRefused() throws {
        let shop = try Shop(["ann@example.com": "free"])
        let id = try #require(try shop.contact("ann@example.com")["id"]?.stringValue)
        try shop.folder.write("email,id\nbob@example.com,\(id)\nann@example.com,\(id)\ncyd@example.com,\n", to: "in.csv")
        let report = try shop("import", "in.csv", "--json").json()
        #expect(report["rejected"] == 1)
        #expect(report["created"] == 1)
        #expect(report["unchanged"] == 1)
        #expect(try shop.folder.text("shop/rejected/import-2.csv").contains("2,\"id is that of another contact\",bob@example.com"))
    }

    @Test func aNameThatNoListMayHaveIsOneRowsFault() throws {
        let shop = try Shop(["ann@example.com": "free"])
        let long = String(repeating: "x", count: 256)
        try shop.folder.write("email,lists\nbob@example.com,\(long)\ncyd@example.com, News ;News\n", to: "in.csv")
        let report = try shop("import", "in.csv", "--json").json()
        #expect(report["rejected"] == 1)
        #expect(try shop("lists").output == "1\tNews\t1\n")
        #expect(try shop.folder.text("shop/rejected/import-2.csv").contains("2,\"lists is too long (maximum is 255 characters)\""))
    }
}
