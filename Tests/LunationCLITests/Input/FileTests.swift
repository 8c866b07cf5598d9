import Formats
import Testing

/// Files that cannot be read to their end, and spellings of CSV that must be read.
@Suite struct FileTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
    }

    private func expectRefused(_ file: String, _ message: String) throws {
        let before = try shop.digest()
        for command in [["import"], ["events", "import", "--name", "Buy"]] {
            let outcome = try Program.run(command + [file, "--workspace", "shop"], in: shop.folder)
            #expect(outcome.status == 6, "\(outcome)")
            #expect(outcome.errors == "error: \(message)\n")
            #expect(outcome.output == "")
        }
        #expect(try shop.digest() == before)
        #expect(try shop("runs", "--json").json().arrayValue?.count == 1)
    }

    @Test func missing() throws {
        try expectRefused("gone.csv", "cannot read gone.csv: No such file or directory")
    }

    @Test func aFolder() throws {
        try expectRefused("shop", "cannot read shop: Is a directory")
    }

    @Test func empty() throws {
        try shop.folder.write("", to: "empty.csv")
        try expectRefused("empty.csv", "empty.csv is empty; its first line must name the columns")
        #expect(try Program.shell("gzip empty.csv", in: shop.folder).status == 0)
        try expectRefused("empty.csv.gz", "empty.csv.gz is empty; its first line must name the columns")
    }

    /// Enough rows that the damage lies behind rows that were read and staged. The addresses are drawn with a seed, since an
    /// orderly file would pack into a few hundred bytes.
    private func packedRows() throws -> [UInt8] {
        var random = SystemSeed.generator(named: "packed rows")
        let rows = (0..<20_000).map { _ in "u\(UInt64.random(in: 0 ... .max, using: &random))@example.com,2026-01-01\n" }
        try shop.folder.write("email,at\n" + rows.joined(), to: "big.csv")
        #expect(try Program.shell("gzip -k big.csv", in: shop.folder).status == 0)
        return try shop.folder.bytes("big.csv.gz")
    }

    @Test func truncatedGzip() throws {
        let packed = try packedRows()
        try shop.folder.write(Array(packed.prefix(packed.count * 3 / 4)), to: "cut.csv.gz")
        let before = try shop.digest()
        let outcome = try shop("import", "cut.csv.gz", "--ignore", "at")
        #expect(outcome.status == 6)
        #expect(outcome.errors == "error: cut.csv.gz ends in the middle of its gzip data; copy the file again\n")
        #expect(try shop.digest() == before, "the rows before the cut must not stay")
        let runs = try shop("runs", "--json").json().arrayValue
        #expect(runs?.map { $0["status"] } == ["failed", "finished"])
        #expect(runs?.first?["summary"] == ["error": "cut.csv.gz ends in the middle of its gzip data; copy the file again"])
        let events = try shop("events", "import", "cut.csv.gz", "--name", "Buy")
        #expect(events.status == 6)
        #expect(events.errors == outcome.errors)
    }

    @Test func damagedGzip() throws {
        var packed = try packedRows()
        packed.replaceSubrange(packed.count / 2..<packed.count / 2 + 64, with: repeatElement(0x55, count: 64))
        try shop.folder.write(packed, to: "bad.csv.gz")
        let before = try shop.digest()
        let outcome = try shop("import", "bad.csv.gz", "--ignore", "at")
        #expect(outcome.status == 6)
        #expect(outcome.errors.hasPrefix("error: bad.csv.gz has damaged gzip data near byte "), "\(outcome)")
        #expect(try shop.digest() == before)
    }

    @Test func aQuoteThatIsNeverClosed() throws {
        try shop.folder.write("email,at\nann@example.com,\"never\nclosed\n", to: "open.csv")
        let before = try shop.digest()
        let outcome = try shop("import", "open.csv", "--ignore", "at")
        #expect(outcome.status == 6)
        #expect(
            outcome.errors
                == "error: open.csv: the quote opened at line 2 is never closed; close it, or double it if it is part of the text\n")
        #expect(try shop.digest() == before)
    }

    @Test func utf16() throws {
        try shop.folder.write([0xff, 0xfe] + Array("email".utf16).flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }, to: "wide.csv")
        try expectRefused("wide.csv", "wide.csv is UTF-16 text; save it as UTF-8")
    }

    @Test func aByteOrderMarkAndCarriageReturns() throws {
        try shop.folder.write("\u{feff}email,plan\r\nbob@example.com,pro\r\n\r\ncy@example.com,\"x\r\ny\"\r\n", to: "excel.csv")
        let report = try shop("import", "excel.csv", "--json").json()
        #expect(report["created"] == 2)
        #expect(report["rejected"] == 0)
        #expect(try shop.contact("bob@example.com")["fields"] == ["plan": "pro"])
        #expect(try shop.contact("cy@example.com")["fields"] == ["plan": "x\r\ny"])
    }

    @Test func semicolonsAndNoLastLineEnd() throws {
        try shop.folder.write("email;plan\nbob@example.com;\"a;b\"", to: "de.csv")
        try shop.succeed("import", "de.csv")
        #expect(try shop.contact("bob@example.com")["fields"] == ["plan": "a;b"])
    }

    @Test func aHeaderAlone() throws {
        try shop.folder.write("email,plan\n", to: "none.csv")
        let report = try shop("import", "none.csv", "--json").json()
        #expect(report["rows"] == 0)
    }

    @Test func standardInput() throws {
        try shop.folder.write("email,plan\nbob@example.com,pro\n", to: "piped.csv")
        let outcome = try Program.run(["import", "-", "--workspace", "shop"], in: shop.folder, input: shop.folder["piped.csv"])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try shop.contact("bob@example.com")["fields"] == ["plan": "pro"])
    }

    @Test func oneAddressTwiceInAFile() throws {
        try shop.folder.write(
            "email,plan,lists\nbob@example.com,a,News;VIP\n  BOB@Example.com,b,News\nbob@example.com,,Late\n".replacing("  ", with: ""),
            to: "twice.csv")
        let report = try shop("import", "twice.csv", "--json").json()
        #expect(report["created"] == 1)
        #expect(report["updated"] == 2)
        #expect(try shop.contact("bob@example.com")["fields"] == ["plan": "b"])
        #expect(try shop("lists").output == "1\tNews\t1\n2\tVIP\t1\n3\tLate\t1\n")
        let before = try shop.digest()
        let undo = try shop("undo", "2")
        #expect(undo.status == 0)
        #expect(try shop.count("contact.all()") == 1)
        #expect(try shop.digest() != before)
    }
}
