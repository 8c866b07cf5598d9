import Formats
import Testing

/// Exit code 5: a limit ended the script, whatever the script did to catch it.
@Suite struct LimitTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
    }

    private static let loops = [
        "while true do end",
        "print(pcall(function() while true do end end)) print('went on')",
        "while true do pcall(function() while true do end end) end",
        "xpcall(function() while true do end end, function() while true do end end) print('went on')",
        "print(coroutine.resume(coroutine.create(function() while true do end end))) print('went on')",
        "coroutine.wrap(function() while true do end end)()",
    ]

    private static let growths = [
        "local t = {} while true do t[#t + 1] = ('x'):rep(100000) .. #t end",
        "local s = 'x' while true do s = s .. s end",
        "local t = {} for i = 1, math.huge do t[i] = { i } end",
        "pcall(function() local t = {} while true do t[#t + 1] = ('x'):rep(100000) .. #t end end) print('went on')",
        "xpcall(function() local s = 'x' while true do s = s .. s end end, print) print('went on')",
        "coroutine.resume(coroutine.create(function() local s = 'x' while true do s = s .. s end end)) print('went on')",
    ]

    /// Plain, caught, and in a coroutine: each takes its whole second.
    @Test(arguments: [loops[0], loops[2], loops[4]])
    func theTimeLimit(script: String) throws {
        try expectLimit("the time limit of 1.0 seconds was reached", script, "--timeout", "1s")
    }

    @Test(arguments: loops)
    func theInstructionLimit(script: String) throws {
        try expectLimit("the limit of 1000000 instructions was reached", script, "--instructions", "1000000")
    }

    @Test(arguments: growths)
    func theMemoryLimit(script: String) throws {
        try expectLimit("the memory limit of 64 MiB was reached", script, "--memory", "64MB")
    }

    @Test func aPlanHasTheLimitsToo() throws {
        let plan = try shop("plan", "--eval", "while true do end", "--instructions", "100000")
        #expect(plan.status == 5)
        #expect(plan.output == "")
    }

    @Test func theWorkspacesTimeLimitHolds() throws {
        try shop.folder.write("limits:\n  timeout: 1s\n", to: "shop/lunation.yml")
        let run = try shop("run", "--eval", "while true do end")
        #expect(run.status == 5)
        #expect(run.errors.contains("the time limit of 1.0 seconds was reached"))
    }

    private func expectLimit(_ message: String, _ script: String, _ option: String, _ value: String) throws {
        let before = try shop.digest()
        let text = "contact.get('ann@example.com').fields.plan = 'pro' \(script)"
        let run = try shop("run", "--eval", text, option, value)
        #expect(run.status == 5, "\(run)")
        #expect(run.output == "")
        #expect(!run.errors.split(separator: "\n").contains("went on"), "\(run)")
        let shown = text.replacing("ann@example.com", with: "‹email›")
        #expect(run.errors.hasPrefix("error: (command line):1: \(message)\n  1 | \(shown)\n"), "\(run)")
        #expect(try shop.digest() == before)
        #expect(try shop("runs", "--limit", "1", "--json").json().arrayValue?.first?["status"] == "failed")
    }
}
