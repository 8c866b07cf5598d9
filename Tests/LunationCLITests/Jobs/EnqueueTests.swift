import Formats
import Testing

/// `lunation enqueue`: one run.
@Suite struct EnqueueTests {
    let jobs: JobShop
    private var shop: Shop { jobs.shop }

    init() throws {
        jobs = try JobShop()
    }

    private func queued(_ columns: String) throws -> [[Cell]] { try jobs.store.rows("SELECT \(columns) FROM job_run ORDER BY id") }

    @Test func aRunIsQueuedWithTheScriptsText() throws {
        #expect(try shop.succeed("enqueue", "scripts/noop.lua").output == "run 1 queued\n")
        #expect(
            try queued("id, job, name, script, cause, state, priority, attempt, arguments") == [
                [
                    .integer(1), .null, .text("scripts/noop.lua"), .text("scripts/noop.lua"), .text("enqueue"), .text("queued"),
                    .integer(0),
                    .integer(1), .null,
                ]
            ])
        #expect(try jobs.store.integer("SELECT logical_now = due_at AND due_at = queued_at FROM job_run") == 1)
        let kept = try jobs.store.rows("SELECT source FROM script_version JOIN job_run USING (hash)")
        #expect(kept == [[.blob(Array("print 'done'\n".utf8))]])
    }

    /// Runs of the queue and those of the journal have one series of numbers.
    @Test func itsNumberIsNobodyElses() throws {
        try shop.succeed("enqueue", "scripts/noop.lua")
        try shop.succeed("run", "--eval", "list.create 'A'")
        #expect(try shop.succeed("enqueue", "scripts/noop.lua").output == "run 3 queued\n")
        #expect(try shop.succeed("run", "--eval", "list.create 'B'").output.contains("run 4 committed"))
    }

    @Test func whenItIsDue() throws {
        let at = try shop.succeed("enqueue", "scripts/noop.lua", "--at", "2099-12-01T09:00:00+01:00")
        #expect(at.output == "run 1 queued, due 2099-12-01T08:00:00.000Z\n")
        #expect(try jobs.store.integer("SELECT logical_now = due_at AND due_at > queued_at FROM job_run WHERE id = 1") == 1)
        #expect(try shop.succeed("enqueue", "scripts/noop.lua", "--in", "2h").output.hasPrefix("run 2 queued, due 20"))
        #expect(try jobs.store.integer("SELECT logical_now = due_at AND due_at > queued_at FROM job_run WHERE id = 2") == 1)
        let past = try shop.succeed("enqueue", "scripts/noop.lua", "--at", "2026-06-01")
        #expect(past.output == "run 3 queued, due 2026-06-01T00:00:00.000Z\n")
    }

    @Test func aScriptIsNamedByItsPathInTheWorkspace() throws {
        try shop.succeed("enqueue", "scripts/noop.lua")
        try shop.succeed("enqueue", "shop/scripts/noop.lua")
        try shop.succeed("enqueue", shop.folder["shop/scripts/../scripts/noop.lua"])
        let inside = try Program.shell("cd shop/scripts && \"$LUNATION\" enqueue noop.lua --workspace ..", in: shop.folder)
        #expect(inside.status == 0, "\(inside)")
        #expect(try queued("script") == Array(repeating: [.text("scripts/noop.lua")], count: 4))
    }

    @Test func aScriptThatCannotBeQueued() throws {
        try shop.folder.write("x = 1\n", to: "elsewhere.lua")
        try shop.folder.write("x = = 1\n", to: "shop/scripts/bad.lua")
        let outside = try shop("enqueue", "elsewhere.lua")
        #expect(outside.status == 2)
        #expect(outside.errors == "error: elsewhere.lua lies outside of the workspace; put it into its folder scripts\n")
        let missing = try shop("enqueue", "scripts/none.lua")
        #expect(missing.status == 6)
        #expect(missing.errors == "error: scripts/none.lua: no such file\n")
        let bad = try shop("enqueue", "scripts/bad.lua")
        #expect(bad.status == 1)
        #expect(bad.errors.hasPrefix("error: scripts/bad.lua:1: unexpected symbol near '='\n"), "\(bad)")
        #expect(try queued("id").isEmpty)
        #expect(try jobs.store.rows("SELECT hash FROM script_version").isEmpty)
    }

    @Test func aJobsScriptIsTheJobs() throws {
        try jobs.job("noop", ["settings": .text(#"{"schedule":"0 3 * * *","priority":"7"}"#)])
        try shop.succeed("enqueue", "scripts/noop.lua", "--set", "b=2", "--set", "a=x=y")
        try shop.succeed("enqueue", "scripts/noop.lua", "--priority=-3")
        #expect(
            try queued("job, name, priority, arguments") == [
                [.integer(1), .text("noop"), .integer(7), .text(#"{"a":"x=y","b":"2"}"#)],
                [.integer(1), .text("noop"), .integer(-3), .null],
            ])
    }

    /// A job that is gone, or whose script was never read, is only a file.
    @Test func whatIsNoJobAnyMoreIsAScript() throws {
        try jobs.job("noop", ["removed": .integer(1)])
        try jobs.job("scripts/noop.lua", id: 2, ["script": .text("scripts/noop.lua"), "hash": .text(""), "error": .text("bad")])
        try shop.succeed("enqueue", "scripts/noop.lua")
        #expect(try queued("job, name") == [[.null, .text("scripts/noop.lua")]])
    }

    @Test func asOneDocument() throws {
        let document = try shop("enqueue", "scripts/noop.lua", "--at", "2099-12-01", "--json").json()
        #expect(document["run"] == 1)
        #expect(document["status"] == "queued")
        #expect(document["cause"] == "enqueue")
        #expect(document["job"] == .null)
        #expect(document["script"] == "scripts/noop.lua")
        #expect(document["due_at"] == "2099-12-01T00:00:00.000Z")
        #expect(document["now"] == "2099-12-01T00:00:00.000Z")
    }

    @Test(arguments: [
        (["enqueue"], "Name a script, or give --batch and lines on standard input."),
        (["enqueue", "scripts/noop.lua", "--batch"], "Name a script, or give --batch and lines on standard input."),
        (["enqueue", "scripts/noop.lua", "--set", "days"], "--set takes name=value."),
        (["enqueue", "scripts/noop.lua", "--at", "soon"], "'soon' is neither a day (yyyy-mm-dd) nor a time (ISO 8601)"),
        (["enqueue", "scripts/noop.lua", "--in", "soon"], "'soon' is no span of time; write a number and a unit: 30s, 15m, 2h, 1d"),
        (["enqueue", "scripts/noop.lua", "--in", "1h", "--at", "2099-01-01"], "'at' and 'in' both say when; keep one of them"),
        (["enqueue", "scripts/noop.lua", "--priority", "high"], "The value 'high' is invalid for '--priority <number>'"),
    ])
    func wrongUse(arguments: [String], message: String) throws {
        let outcome = try Program.run(arguments + ["--workspace", "shop"], in: shop.folder)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.contains(message), "\(outcome)")
        #expect(outcome.output == "")
        #expect(try queued("id").isEmpty)
    }
}
