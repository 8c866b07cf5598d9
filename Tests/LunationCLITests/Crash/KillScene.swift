import Formats
import Foundation
import Testing

/// A command on a workspace that is made once and copied for every kill: what it looks like before and after, how long the command
/// takes and how much it writes.
struct KillScene {
    enum Command: String, CaseIterable, CustomTestStringConvertible {
        case run
        case importContacts = "import"
        case apply
        case undo
        case erase

        var testDescription: String { rawValue }
    }

    let command: Command
    let arguments: [String]
    let template: Folder
    let before: String
    let after: String
    let state: StoreState
    let lastRun: Int64
    let counts: Counts
    /// The names in the workspace when all is done.
    let names: [String]
    let calmNames: [String]
    let logLength: Int
    private let seconds: Double

    /// What must be there once, whatever was killed.
    struct Counts: Equatable {
        var events: Int64?
        var keys: Int64?
        var requests: Int64?
        var files: Int

        init(_ store: StoreReader, _ folder: Folder) throws {
            events = try store.integer("SELECT count(*) FROM event")
            keys = try store.integer("SELECT count(*) FROM (SELECT DISTINCT contact, name, key FROM event)")
            requests = try store.integer("SELECT count(DISTINCT key) FROM outbox WHERE status <> 'retracted'")
            files = folder.exists("shop/out/idle.csv") ? 1 : 0
        }
    }

    static let contactCount = 2_000
    static let erased = "zq.erased@nowhere.example"

    init(_ command: Command) throws {
        self.command = command
        template = try Self.workspace()
        arguments = try Self.prepare(command, Shop(template, now: "2026-06-01"))
        let shop = Shop(template, now: "2026-06-01")
        before = try shop.digest()
        let store = try StoreReader(template["shop/contacts.db"])
        state = try StoreState(store)
        lastRun = try store.integer("SELECT max(id) FROM run") ?? 0
        names = try Self.names(template)
        let calm = try Self.copy(template)
        let (outcome, seconds, length) = try Program.start(arguments, in: calm.folder).measure(log: calm.folder["shop/contacts.db-wal"])
        try #require(outcome.status == 0, "\(outcome)")
        (self.seconds, logLength) = (seconds, length)
        after = try calm.digest()
        counts = try Counts(StoreReader(calm.folder["shop/contacts.db"]), calm.folder)
        calmNames = try Self.names(calm.folder)
    }

    func copy() throws -> Shop { try Self.copy(template) }

    func start(in shop: Shop) throws -> Child { try Program.start(arguments, in: shop.folder) }

    /// A third anywhere in the life of the command, a third in the middle of what it writes, a third behind that.
    func moment(_ number: Int, _ random: inout SystemSeed.Generator) -> Moment {
        switch number % 3 {
        case 0: .time(.random(in: 0...(seconds * 1.1), using: &random))
        // An erasure is a small commit, and then the whole store anew.
        case 1: .log(.random(in: 1...(command == .erase ? 40_000 : max(1, logLength)), using: &random))
        default: .afterLog(logLength, .random(in: 0...0.03, using: &random))
        }
    }

    static func names(_ folder: Folder) throws -> [String] {
        // Of the store this process may have a connection itself.
        try FileManager.default.subpathsOfDirectory(atPath: folder["shop"]).filter { !$0.hasPrefix("contacts.db-") }.sorted()
    }

    private static func copy(_ template: Folder) throws -> Shop {
        let folder = try Folder()
        for name in try template.names() { try FileManager.default.copyItem(atPath: template[name], toPath: folder[name]) }
        return Shop(folder, now: "2026-06-01")
    }

    private static func workspace() throws -> Folder {
        let shop = try Shop()
        let text = String(repeating: "some words about a customer ", count: 8)
        let rows = (0..<contactCount).map { "user\($0)@example.com,free,\($0),\(text)\($0),\($0 % 3 == 0 ? "A;B" : "A")\n" }
        try shop.folder.write("email,plan,score,note,lists\n" + rows.joined() + "\(erased),free,1,x,A\n", to: "start.csv")
        try shop.succeed("import", "start.csv", "--create-fields")
        try shop.folder.write("timezone: UTC\nhttp:\n  hosts: [127.0.0.1]\n", to: "shop/lunation.yml")
        try shop.folder.write(script, to: "shop/scripts/job.lua")
        return shop.folder
    }

    /// Every kind of change at once, and nothing new the second time.
    private static let script = """
        job { name = "job", guard = { changes = "100%", deletes = "100%", unsubscribes = "100%" } }
        print("since", run.since)
        local pro = list.ensure "Pro"
        field.ensure { name = "Tier", type = "text", tag = "tier" }
        contact.where(contact.fields.score:lt(1500)):update { plan = "pro", tier = "gold" }
        for c in contact.where(contact.fields.score:lt(800)):each() do
          c.fields.note = ("a longer note "):rep(14) .. c.email
          c:add_to(pro):remove_from "A"
          c:fire("Upgraded", { plan = "pro" }, { key = "upgrade-2026" })
        end
        contact.where(contact.fields.score:ge(1900)):delete()
        for c in contact.where(contact.fields.score:between(1800, 1850)):each() do c:unsubscribe "asked" end
        for i = 1, 200 do contact.upsert { email = "new" .. i .. "@example.com", fields = { plan = "new", score = 1700 } } end
        segment.define("Gold", contact.fields.tier:eq "gold")
        state.runs = "one"
        http.post("http://127.0.0.1:9/told", { json = { a = 1 }, key = "told-2026" })
        export.csv(contact.where(contact.fields.plan:eq "free"), "out/idle.csv", { columns = { "email" } })
        """

    private static func prepare(_ command: Command, _ shop: Shop) throws -> [String] {
        let clock = ["--workspace", "shop", "--now", shop.now]
        let run = ["run", "shop/scripts/job.lua"] + clock
        switch command {
        case .run: return run
        case .importContacts:
            let rows = (0..<6_000).map { row in
                row % 50 == 0 ? "no address \(row),x,1,\n" : "user\(row)@example.com,imported,\(row),\"C;D\"\n"
            }
            try shop.folder.write("email,plan,score,lists\n" + rows.joined(), to: "in.csv")
            return ["import", "in.csv", "--batch", "1500"] + clock
        case .apply:
            try shop.succeed("plan", "shop/scripts/job.lua", "--out", "plan.json")
            return ["apply", "plan.json", "--workspace", "shop"]
        case .undo:
            let outcome = try Program.run(run, in: shop.folder)
            try #require(outcome.status == 0, "\(outcome)")
            return ["undo", "2"] + clock
        case .erase:
            try FileManager.default.createDirectory(atPath: shop.folder["shop/rejected"], withIntermediateDirectories: true)
            let rows = (0..<20_000).map { "\($0),bad,user\($0)@example.com,free\n" }
            try shop.folder.write("line,reason,email,plan\n" + rows.joined() + "9,bad,\(erased),free\n", to: "shop/rejected/import-1.csv")
            try shop.succeed("run", "--eval", "contact.get('\(erased)'):fire('Seen', { by = '\(erased)' })")
            try shop.succeed("plan", "--eval", "contact.get('\(erased)').fields.plan = 'x'", "--out", "shop/plan.json")
            return ["run", "--eval", "contact.erase '\(erased)'"] + clock
        }
    }
}
