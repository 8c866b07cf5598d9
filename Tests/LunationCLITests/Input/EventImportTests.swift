import Formats
import Testing

/// Logs of events: bad rows, and files that come a second time.
@Suite struct EventImportTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
    }

    @Test func badRowsAreToldAndTheRestIsTaken() throws {
        let rows = [
            "ann@example.com,2026-01-01,1.5,\"a\nb\"", "ann@example.com,2026-01-01,1.5,\"a\nb\"", "nobody@example.com,2026-01-01,1,",
            "bad,2026-01-01,1,", "ann@example.com,soon,1,", "ann@example.com,2026-01-01",
        ]
        try shop.folder.write("email,at,amount,note\n" + rows.map { $0 + "\n" }.joined(), to: "log.csv")
        let report = try shop("events", "import", "log.csv", "--name", "Buy", "--json").json()
        #expect(report["rows"] == 6)
        #expect(report["created"] == 2)
        #expect(report["rejected"] == 4)
        #expect(
            try shop.folder.text("shop/rejected/import-2.csv") == """
                line,reason,email,at,amount,note
                6,"email is no contact's",nobody@example.com,2026-01-01,1,
                7,"email is invalid (no @ sign)",bad,2026-01-01,1,
                8,"at is invalid (a date or an ISO 8601 time expected)",ann@example.com,soon,1,
                9,"row has 2 fields, the header has 4",ann@example.com,2026-01-01

                """)
        #expect(try shop.count("contact.events('Buy'):count():eq(2) & contact.events('Buy'):sum('amount'):eq(3)") == 1)
    }

    @Test func theSameFileTwiceIsRefusedUnlessItIsMeant() throws {
        try shop.folder.write("email,at\nann@example.com,2026-01-01\nann@example.com,2026-01-01\n", to: "log.csv")
        try shop.succeed("events", "import", "log.csv", "--name", "Buy")
        #expect(try Program.shell("cp log.csv copy.csv", in: shop.folder).status == 0)
        for file in ["log.csv", "copy.csv"] {
            let again = try shop("events", "import", file, "--name", "Buy")
            #expect(again.status == 6)
            #expect(
                again.errors
                    == "error: \(file) was imported before, as run 2, and its events have no keys: importing it again would double them. "
                    + "Use --again if that is meant, or 'lunation undo 2' first\n")
        }
        #expect(try shop.count("contact.events('Buy'):count():eq(2)") == 1)
        try shop.succeed("events", "import", "log.csv", "--name", "Buy", "--again")
        #expect(try shop.count("contact.events('Buy'):count():eq(4)") == 1)
        try shop.succeed("undo", "3")
        let undo = try shop.succeed("undo", "2")
        #expect(undo.output.contains("2 events had not left the store and were retracted"))
        #expect(try shop.count("contact.events('Buy'):any()") == 0)
        try shop.succeed("events", "import", "log.csv", "--name", "Buy")
        #expect(try shop.count("contact.events('Buy'):count():eq(2)") == 1, "an undone file may come again")
    }

    @Test func keysMakeASecondImportHarmless() throws {
        try shop.folder.write(
            "email,at,key\nann@example.com,2026-01-01,a\nann@example.com,2026-01-02,a\nann@example.com,2026-01-02,b\n", to: "log.csv")
        let first = try shop("events", "import", "log.csv", "--name", "Buy", "--json").json()
        #expect(first["created"] == 2)
        #expect(first["already_fired"] == 1)
        let second = try shop("events", "import", "log.csv", "--name", "Buy", "--json").json()
        #expect(second["created"] == 0)
        #expect(second["already_fired"] == 3)
        #expect(try shop.count("contact.events('Buy'):count():eq(2)") == 1)
    }
}
