import Foundation
import Testing

/// `lunation plan --replay`: a script is told what a run was told.
struct ReplayTests {
    private let source = "local ok, why = pcall(http.get, 'http://127.0.0.1:1/plans')\nprint(ok, why, args.who, time.today())\n"

    @Test func whatARunWasToldIsToldAgain() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.folder.write("http:\n  hosts: [127.0.0.1]\n", to: "shop/lunation.yml")
        try shop.script("ask", source)
        let ran = try shop.succeed("run", "shop/scripts/ask.lua", "--set", "who=me")
        let said = ran.errors.split(separator: "\n").first { $0.hasPrefix("false") }
        #expect(said?.contains("GET http://127.0.0.1:1/plans: no connection (connection refused)\tme\t2026-06-01") ?? false, "\(ran)")
        // Nobody is asked: there may not even be anybody that is allowed.
        let planned = try Program.run(
            ["plan", "shop/scripts/ask.lua", "--replay", "2", "--workspace", "shop", "--now", "2027-01-01"], in: shop.folder)
        #expect(planned.status == 0 && planned.errors.contains("no connection (connection refused)\tme\t2027-01-01"), "\(planned)")
        let same = try Program.run(["plan", "shop/scripts/ask.lua", "--replay", "2", "--workspace", "shop"], in: shop.folder)
        #expect(same.errors.split(separator: "\n").first { $0.hasPrefix("false") } == said, "\(same)")
    }

    @Test func whatCannotBeReplayedIsSaid() throws {
        let shop = try Shop(["ann@example.com": "pro"])
        try shop.folder.write("http:\n  hosts: [127.0.0.1]\n", to: "shop/lunation.yml")
        try shop.script("ask", source)
        try shop.succeed("run", "shop/scripts/ask.lua")
        try shop.script("ask", "print(1)\nhttp.get('http://127.0.0.1:1/prices')\n")
        let unasked = try shop("plan", "shop/scripts/ask.lua", "--replay", "2")
        #expect(unasked.status == 1, "\(unasked)")
        #expect(
            unasked.errors.contains(
                "ask.lua:2: GET http://127.0.0.1:1/prices: run 2 has recorded no answer to it, and its replay asks nobody"), "\(unasked)")
        let imported = try shop("plan", "shop/scripts/ask.lua", "--replay", "1")
        #expect(imported.status == 2, "\(imported)")
        #expect(imported.errors.contains("error: run 1 was no script's (import); only those are planned again"), "\(imported)")
        let unknown = try shop("plan", "shop/scripts/ask.lua", "--replay", "9")
        #expect(unknown.status == 2 && unknown.errors.contains("error: no run 9; 'lunation runs' lists them"), "\(unknown)")
    }
}
