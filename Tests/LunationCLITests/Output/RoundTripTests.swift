import Formats
import Testing

/// What an export writes, an import into another workspace makes the same contacts of.
@Suite struct RoundTripTests {
    private static let fields = """
        field.create { name = "Plan", type = "text" } field.create { name = "Age", type = "integer" }
        field.create { name = "Score", type = "float" } field.create { name = "VIP", type = "boolean" }
        field.create { name = "Born", type = "date" }
        """

    private static let contacts = """
        list.ensure "News" list.ensure "VIP"
        contact.create { email = "ann@example.com",
                         fields = { plan = 'a "quoted", text\\nof two lines', age = -3, score = 0.1, vip = true, born = "1988-02-29" },
                         lists = { "News", "VIP" } }
        contact.create { email = "bob@example.com", fields = { plan = "é 🎈 ;,", age = 9007199254740993, score = 1e300, vip = false } }
        contact.create { email = "cy@example.com", fields = { plan = " leading and trailing ", score = -0.25 }, lists = { "News" } }
        contact.create { email = "di@example.com" }:unsubscribe()
        """

    @Test(arguments: ["all.csv", "all.csv.gz"])
    func exportAndImport(file: String) throws {
        let shop = try Shop()
        try shop.succeed("run", "--eval", Self.fields)
        try shop.succeed("run", "--eval", Self.contacts)
        let exported = try shop("export", file)
        #expect(exported.status == 0)
        #expect(try shop.folder.bytes(file).starts(with: [0x1f, 0x8b]) == file.hasSuffix(".gz"))
        let other = try Shop()
        try other.succeed("run", "--eval", Self.fields)
        let imported = try other("import", shop.folder[file], "--json").json()
        #expect(imported["created"] == 4)
        #expect(imported["rejected"] == 0)
        #expect(try other.digest() == shop.digest())
        #expect(try other.contact("bob@example.com")["id"] == shop.contact("bob@example.com")["id"])
        let again = try other("import", shop.folder[file], "--json").json()
        #expect(again["unchanged"] == 4)
    }

    @Test(arguments: ["customers.csv", "customers.csv.gz"])
    func theRealCustomers(file: String) throws {
        let shop = try Customers.base.get().copy()
        let other = try Shop()
        try shop.succeed("export", other.folder[file])
        try other.succeed("import", file, "--create-fields")
        #expect(try other.count("contact.all()") == 23_570)
        #expect(try other.digest() == shop.digest())
        #expect(try other("fields").output == shop("fields").output)
    }

    @Test func theDigestIsOfTheContentAlone() throws {
        let one = try Shop(["ann@example.com": "free", "bob@example.com": "pro"])
        let other = try Shop()
        try other.folder.write("plan,email\npro,bob@example.com\nx,ANN@example.com\n", to: "in.csv")
        try other.succeed("import", "in.csv", "--create-fields", "--now", "2020-01-01")
        #expect(try other.digest() != one.digest())
        try other.succeed("run", "--eval", "contact.get('ann@example.com').fields.plan = 'free'")
        #expect(try other.digest() == one.digest(), "neither order nor history nor times are part of it")
    }
}
