import Automation
import ContactStore
import Contacts
import Foundation

/// A workspace of five contacts in a folder of its own, gone with the test. The clock stands at 1998-07-01.
final class TemporaryWorkspace {
    let workspace: Workspace
    let now = Timestamp(milliseconds: 899_251_200_000)
    /// What scripts logged and printed.
    private(set) var log: [LogEntry] = []
    private(set) var printed: [String] = []

    init(configuration: String? = nil) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/lunation-" + UUID().uuidString
        _ = try Workspace.create(at: folder)
        if let configuration { try configuration.write(toFile: folder + "/lunation.yml", atomically: true, encoding: .utf8) }
        workspace = try Workspace.open(at: folder)
        let clock = LogicalClock(now: now)
        var options = ImportOptions()
        options.createsFields = true
        let people = try write(
            """
            email,created_at,plan,score,visits,joined,vip,lists
            ann@example.com,1997-01-01,free,1.5,3,1997-01-01,true,News
            bob@example.com,1997-06-01T12:00:00Z,Pro,2.0,10,1997-06-30,false,News;VIP
            cyd@example.org,1998-06-30,,,,,,
            dee@mail.example.com,1998-01-01,PRO,10.25,7,1998-07-01,true,
            eve@example.com,1996-02-29,größe,-1,0,1996-02-29,,VIP
            """, "people.csv")
        _ = try ContactImporter(store: workspace.store, options: options, clock: clock).run(people, startedAt: now)
        var events = EventImportOptions()
        events.name = "Purchase"
        let purchases = try write(
            """
            email,at,amount,item
            ann@example.com,1998-06-30,10,book
            ann@example.com,1998-01-01,25.5,cd
            ann@example.com,1997-01-01,1,cd
            bob@example.com,1997-07-01,100,book
            eve@example.com,1998-07-01,7,cd
            """, "purchases.csv")
        _ = try EventImporter(store: workspace.store, options: events, clock: clock).run(purchases, startedAt: now)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: workspace.path)
    }

    func write(_ text: String, _ name: String) throws -> String {
        let path = workspace.path + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    func runner(_ change: (inout RunOptions) -> Void = { _ in }) -> ScriptRunner {
        var options = RunOptions()
        options.now = now
        options.showsData = true
        options.log = { [unowned self] in log.append($0) }
        options.print = { [unowned self] in printed.append($0) }
        change(&options)
        return ScriptRunner(workspace: workspace, options: options)
    }

    func script(_ source: String) -> Script { Script(name: "test.lua", source: source) }

    @discardableResult
    func plan(_ source: String) throws -> Plan { try runner().plan(script(source)) }

    @discardableResult
    func run(_ source: String) throws -> RunOutcome { try runner().run(script(source)) }

    /// The names before the @ of the contacts that meet an expression, in the order of creation.
    func names(_ expression: String) throws -> String {
        var names: [String] = []
        try runner().contacts(where: expression, limit: 100) { names.append(String($0.email.local)) }
        return names.joined(separator: " ")
    }

    /// The message of a script's failure, or nil where it does not fail.
    func message(_ source: String) throws -> String? {
        do {
            try plan(source)
            return nil
        } catch let error as RunError {
            return error.description
        }
    }
}
