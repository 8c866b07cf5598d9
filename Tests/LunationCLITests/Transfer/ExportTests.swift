import Formats
import Testing

/// Exports: recorded as runs, described beside the file.
@Suite struct ExportTests {
    @Test func anExportHasAnIDAndARecord() throws {
        let shop = try Shop(["ann@example.com": "free", "bob@example.com": "pro"])
        let outcome = try shop("export", "pro.csv", "--where", "contact.fields.plan:eq 'pro'", "--columns", "email,plan")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("run 2: 1 contact in "))
        let run = try #require(try shop("runs", "--json").json().arrayValue?.first)
        #expect(run["kind"] == "export")
        #expect(run["status"] == "finished")
        #expect(run["name"] == "pro.csv")
        #expect(run["summary"] == ["contacts": 1])
        #expect(try shop("runs").output.contains("\tfinished\texport\tpro.csv\t1 contact\n"))
        let undo = try shop("undo", "2")
        #expect(undo.status == 2)
        #expect(undo.errors == "error: run 2 cannot be undone: an export changes nothing\n")
    }

    @Test(arguments: ["out.csv", "out.jsonl.gz"])
    func theManifestDescribesTheFile(file: String) throws {
        let shop = try Shop(["ann@example.com": "free"])
        try shop.succeed("export", file, "--where", "contact.fields.plan:is_set()")
        let manifest = try JSONValue(parsing: shop.folder.text(file + ".manifest.json"))
        let bytes = try shop.folder.bytes(file)
        #expect(manifest["format"] == "lunation-export-1")
        #expect(manifest["file"] == .string(file))
        #expect(manifest["type"] == .string(file.contains("jsonl") ? "jsonl" : "csv"))
        #expect(manifest["rows"] == 1)
        #expect(manifest["bytes"] == .integer(Int64(bytes.count)))
        let sum = try Program.shell("sha256sum \(file)", in: shop.folder).output.prefix(64)
        #expect(manifest["sha256"] == .string(String(sum)))
        #expect(
            manifest["columns"] == [
                ["name": "id", "type": "text"], ["name": "email", "type": "text"], ["name": "status", "type": "text"],
                ["name": "created_at", "type": "timestamp"], ["name": "plan", "type": "text", "field": "plan"],
                ["name": "lists", "type": "lists"],
            ])
        #expect(manifest["filter"] == "contact.fields.plan:is_set()")
        #expect(manifest["rule"] == "fields.plan is set")
        #expect(manifest["now"] == "2026-06-01T00:00:00.000Z")
        #expect(manifest["sequence"] == 1)
        #expect(manifest["program"] == "lunation 0.1.0")
    }

    @Test func theManifestTellsAnImportTheTypes() throws {
        let shop = try Shop()
        try shop.succeed("run", "--eval", "field.create { name = 'Postal code', type = 'text', tag = 'zip' }")
        try shop.succeed("run", "--eval", "contact.create { email = 'ann@example.com', fields = { zip = '01067' } }")
        try shop.succeed("export", "out.csv")
        let other = try Shop()
        try other.succeed("import", shop.folder["out.csv"], "--create-fields")
        #expect(try other("fields").output == "zip\ttext\tPostal code\n")
        #expect(try other.digest() == shop.digest())
        let bare = try Shop()
        try bare.succeed("import", shop.folder["out.csv"], "--create-fields", "--ignore", "lists")
        try bare.folder.write(try shop.folder.text("out.csv"), to: "alone.csv")
        let alone = try Shop()
        try alone.succeed("import", bare.folder["alone.csv"], "--create-fields")
        #expect(try alone("fields").output == "zip\tinteger\tzip\n", "without it, digits are a number")
    }

    @Test func textsAreNotTouched() throws {
        let shop = try Shop()
        try shop.folder.write("email,note\nann@example.com,=cmd|' /C calc'!A0\nbob@example.com,\"\"\ncyd@example.com,\n", to: "in.csv")
        try shop.succeed("import", "in.csv", "--create-fields")
        #expect(try shop("export", "-", "--columns", "email,note").output == shop.folder.text("in.csv"))
        #expect(try shop.count("contact.fields.note:is_missing()") == 1)
    }

    @Test func aFileInQuotesThroughoutHasNoEmptyTexts() throws {
        let shop = try Shop()
        try shop.folder.write("\"email\",\"note\"\n\"ann@example.com\",\"x\"\n\"bob@example.com\",\"\"\n", to: "in.csv")
        try shop.succeed("import", "in.csv", "--create-fields")
        #expect(try shop.count("contact.fields.note:is_missing()") == 1)
    }
}
