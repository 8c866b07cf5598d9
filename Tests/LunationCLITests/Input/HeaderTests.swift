import Formats
import Testing

/// Files whose first line does not say what they hold: refused whole, with what to do about it.
@Suite struct HeaderTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
    }

    @Test(arguments: [
        ("email,plam", [], "no field for column 'plam' (did you mean 'plan'?); add --create-fields, --map FIELD=COLUMN or --ignore COLUMN"),
        ("email,zzz,qqq", [], "no field for columns 'zzz', 'qqq'; add --create-fields, --map FIELD=COLUMN or --ignore COLUMN"),
        ("mail,plan", [], "has no column 'email' (it has mail, plan); name it with --map email=COLUMN"),
        ("mail,plan", ["--create-fields"], "has no column 'email' (it has mail, plan); name it with --map email=COLUMN"),
        ("mail,plan", ["--map", "email=mial"], "has no column 'mial', which --map gives to 'email'"),
        ("email,plan,plan", [], "has more than one column for 'plan'"),
        ("email,EMAIL", [], "has more than one column for 'EMAIL'"),
        ("email,tier,tier", ["--create-fields"], "has more than one column for 'tier'"),
    ])
    func contacts(header: String, options: [String], message: String) throws {
        let before = try shop.digest()
        try shop.folder.write(header + "\nx@example.com,a,b\n", to: "in.csv")
        let outcome = try Program.run(["import", "in.csv", "--workspace", "shop"] + options, in: shop.folder)
        #expect(outcome.status == 6, "\(outcome)")
        #expect(outcome.errors.hasPrefix("error: in.csv"), "\(outcome)")
        #expect(outcome.errors.hasSuffix("\(message)\n"), "\(outcome)")
        #expect(outcome.output == "")
        #expect(try shop.digest() == before)
        #expect(try shop("fields").output == "plan\ttext\tplan\n", "no field is left of a refused file")
        #expect(try shop("runs", "--json").json().arrayValue?.count == 1)
    }

    @Test(arguments: [
        ("mail,at", ["--name", "Buy"], "has no column 'email' (it has mail, at); name it with --map email=COLUMN"),
        ("email,amount", ["--name", "Buy"], "has no column 'at' or 'date' for when the events happened; name it with --map at=COLUMN"),
        ("email,at", [], "has no column 'name'; say what the events are called with --name"),
        ("email,at", ["--name", "Buy", "--map", "at=when"], "has no column 'when', which --map gives to 'at'"),
        ("email,at,at", ["--name", "Buy"], "has more than one column for 'at'"),
        ("email,at,amount,amount", ["--name", "Buy"], "has more than one column for 'amount'"),
    ])
    func events(header: String, options: [String], message: String) throws {
        try shop.folder.write(header + "\nann@example.com,2026-01-01,2026-01-02,3\n", to: "in.csv")
        let outcome = try Program.run(["events", "import", "in.csv", "--workspace", "shop"] + options, in: shop.folder)
        #expect(outcome.status == 6, "\(outcome)")
        #expect(outcome.errors == "error: in.csv \(message)\n")
        #expect(try shop.count("contact.events('Buy'):any()") == 0)
    }

    @Test func columnsAreMappedAndIgnored() throws {
        try shop.folder.write("E-mail,Plan name,Notes\nbob@example.com,pro,call him\n", to: "crm.csv")
        try shop.succeed("import", "crm.csv", "--map", "email=E-mail", "--map", "plan=Plan name", "--ignore", "Notes")
        #expect(try shop.contact("bob@example.com")["fields"] == ["plan": "pro"])
    }
}
