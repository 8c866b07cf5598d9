import Formats
import Testing

/// Lists of segments and of blocked addresses.
@Suite struct SegmentsAndSuppressionsTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free", "bob@example.com": "pro"])
    }

    @Test func segmentsAreListed() throws {
        #expect(try shop("segments").output == "")
        let plan = try shop("plan", "--eval", "segment.define('Paying', contact.fields.plan:eq 'pro')")
        #expect(plan.output.contains("  1  define segment Paying\n"), "\(plan.output)")
        try shop.succeed("run", "--eval", "segment.define('Paying', contact.fields.plan:eq 'pro')")
        #expect(try shop("segments").output == "Paying\t1\tfields.plan is 'pro'\n")
        #expect(try shop("segments", "--json").json() == [["name": "Paying", "contacts": 1, "rule": "fields.plan is 'pro'"]])
        #expect(try shop.count("segment 'Paying'") == 1)
        let unknown = try shop("contacts", "--where", "segment 'Payin'", "--count")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("no segment 'Payin' (did you mean 'Paying'?); segment.define makes one"), "\(unknown.errors)")
    }

    @Test func blockedAddressesAreTakenInAndCounted() throws {
        try shop.folder.write(
            "email,reason\nann@example.com,bounce\nzoe@example.com,bounce\nbad,\nbob@example.com,complaint\n", to: "blocked.csv")
        let report = try shop("suppressions", "import", "blocked.csv", "--json").json()
        #expect(report["created"] == 3)
        #expect(report["rejected"] == 1)
        #expect(try shop.folder.text("shop/rejected/import-2.csv") == "line,reason,email,reason\n4,\"email is invalid (no @ sign)\",bad,\n")
        #expect(try shop("suppressions").output == "2\tbounce\n1\tcomplaint\n")
        #expect(
            try shop("suppressions", "--json").json() == [
                ["reason": "bounce", "addresses": 2], ["reason": "complaint", "addresses": 1],
            ])
        #expect(try shop.count("contact.suppressed") == 2)
        #expect(try shop("undo", "2").status == 2)
    }
}
