import Contacts
import Lua
import Scheduling
import Testing

@testable import Automation

/// What `job { … }` keeps for the schedule.
struct JobDeclarationTests {
    private let fixture: TemporaryWorkspace

    init() throws {
        fixture = try TemporaryWorkspace()
    }

    private func read(_ source: String) throws -> JobDeclaration {
        try #require(try JobReader(workspace: fixture.workspace).read(Script(name: "x.lua", source: source)))
    }

    @Test func textsListsAndTablesStayWhatTheyAre() throws {
        let job = try read(
            """
            job {
              name = "tidy", on = { "event:Purchase", "enter:VIP" }, after = "import-job", blackout = { "sat,sun", "22:00-06:00" },
              concurrency = { api = 2, mail = 1 }, priority = -1, retries = 3, timeout = "10m", ping = "https://hc-ping.com/x",
            }
            """)
        #expect(
            job.schedule == [
                "on": .list(["event:Purchase", "enter:VIP"]), "after": .text("import-job"), "blackout": .list(["sat,sun", "22:00-06:00"]),
                "concurrency": .table(["api": 2, "mail": 1]), "priority": .text("-1"), "retries": .text("3"),
                "ping": .text("https://hc-ping.com/x"),
            ])
        #expect(job.settings == job.schedule.merging(["timeout": .text("10m")]) { $1 })
        let definition = try JobDefinition(name: "tidy", script: "scripts/tidy.lua", settings: job.settings, zone: .utc)
        #expect(definition.triggers == [.event("Purchase"), .enter("VIP")] && definition.timeout == 600_000 && definition.priority == -1)
    }

    @Test(arguments: [
        ("every = { '1d' }", "job.every must be a text or a number"), ("on = { on = 'x' }", "job.on must be a text or a list of texts"),
        ("on = { 1 }", "job.on must be a text or a list of texts"), ("after = print", "job.after must be a text or a list of texts"),
        ("concurrency = print", "job.concurrency must be a table of names and whole numbers"),
        ("concurrency = { 1 }", "job.concurrency must be a table of names and whole numbers"),
        ("concurrency = { api = 'x' }", "job.concurrency.api must be a whole number"),
        ("concurrency = { api = 0.5 }", "job.concurrency.api must be a whole number"),
    ])
    func otherValuesAreRefused(setting: String, message: String) throws {
        #expect(try fixture.message("job { \(setting) }") == "test.lua:1: " + message)
    }

    @Test func itsSettingsAreThoseOfADefinition() {
        let names = JobDeclaration.scheduleSettings.map(\.name) + ["timeout"]
        #expect(names.sorted() == JobDefinition.settingNames)
    }
}
