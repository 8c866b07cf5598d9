import Testing

/// Exit code 2: wrong use of the command line, told before anything is opened or done.
@Suite struct UsageTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
    }

    @Test(arguments: [
        (["run", "x.lua", "--nwo", "2026-01-01"], "Unknown option '--nwo'. Did you mean '--now'?"),
        (["run", "x.lua", "--now", "tomorrow"], "'tomorrow' is neither a day (yyyy-mm-dd) nor a time (ISO 8601)"),
        (["run", "x.lua", "--now", "2026-02-30"], "'2026-02-30' is neither a day"),
        (["run", "x.lua", "--eval", "x = 1"], "Name a script, or give its text with --eval."),
        (["run"], "Name a script, or give its text with --eval."),
        (["plan"], "Name a script, or give its text with --eval."),
        (["run", "--eval", "x = 1", "--guard", "chnages=5%"], "No guard 'chnages' (did you mean 'changes'?)."),
        (["run", "--eval", "x = 1", "--guard", "changes=lots"], "--guard changes takes a number or a share such as 5%, not 'lots'."),
        (["run", "--eval", "x = 1", "--guard", "changes"], "--guard takes measure=limit, such as changes=5%, not 'changes'."),
        (["run", "--eval", "x = 1", "--set", "days"], "--set takes name=value."),
        (["run", "--eval", "x = 1", "--timeout", "soon"], "--timeout takes seconds, minutes or hours: 1s, 10m, 2h"),
        (["run", "--eval", "x = 1", "--memory", "64"], "--memory takes a size: 64MB, 1GB"),
        (["run", "--eval", "x = 1", "--instructions", "many"], "--instructions takes a number from 1 on."),
        (["undo"], "Missing expected argument '<number>'"),
        (["undo", "third"], "The value 'third' is invalid for '<number>'"),
        (["undo", "99"], "no run 99; 'lunation runs' lists them"),
        (["show", "99"], "no run 99; 'lunation runs' lists them"),
        (["import"], "Missing expected argument '<file>'"),
        (["import", "x.csv", "--existing", "overwrite"], "The value 'overwrite' is invalid for '--existing <policy>'"),
        (["export", "out.csv", "--columns", "email,plam"], "no column 'plam' (did you mean 'plan'?)"),
        (["export", "out.csv", "--format", "xml"], "The value 'xml' is invalid for '--format <format>'"),
        (["contacts", "--limit", "few"], "The value 'few' is invalid for '--limit <number>'"),
        (["frobnicate"], "'frobnicate'"),
    ])
    func wrongUse(arguments: [String], message: String) throws {
        let before = try shop.digest()
        let outcome = try Program.run(arguments + ["--workspace", "shop"], in: shop.folder)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.lowercased().hasPrefix("error: "), "\(outcome)")
        #expect(outcome.errors.contains(message) || arguments == ["frobnicate"], "\(outcome)")
        #expect(outcome.output == "")
        #expect(try shop.digest() == before)
        #expect(!shop.folder.exists("out.csv"))
    }

    @Test(arguments: [
        ["contacts", "--limit=-1"], ["runs", "--limit=-1"], ["show", "1", "--limit=-1"], ["run", "--eval", "x = 1", "--instructions=-1"],
    ])
    func negativeNumbersAreWrong(arguments: [String]) throws {
        let outcome = try Program.run(arguments + ["--workspace", "shop"], in: shop.folder)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.output == "")
    }

    @Test func aRunIsUndoneOnce() throws {
        try shop.succeed("run", "--eval", "contact.get('ann@example.com').fields.plan = 'pro'")
        try shop.succeed("undo", "2")
        let again = try shop("undo", "2")
        #expect(again.status == 2)
        #expect(again.errors == "error: run 2 cannot be undone: run 3 has undone it already\n")
    }
}
