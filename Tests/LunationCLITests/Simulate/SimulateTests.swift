import Formats
import Foundation
import Testing

/// `lunation simulate`, as users call it.
@Suite struct SimulateTests {
    /// Twenty contacts, a job that works and one that a guard refuses.
    private func shop() throws -> Shop {
        let shop = try Shop()
        try shop.folder.write("email,plan\n" + (1...20).map { "c\($0)@example.com,free\n" }.joined(), to: "start.csv")
        try shop.succeed("import", "start.csv", "--create-fields")
        try shop.folder.write(
            """
            job { name = "greet", schedule = "0 9 * * *", guard = { changes = 0 } }
            for c in contact.all():each() do
              if c.email == "c1@example.com" or time.today() == "2026-06-20" then c:fire "Hello" end
            end
            """, to: "shop/scripts/greet.lua")
        try shop.folder.write(
            """
            job { name = "a<b>&\\"c\\"", schedule = "0 10 * * mon", guard = { changes = 3 } }
            contact.all():update { plan = "paid" }
            """, to: "shop/scripts/all.lua")
        return shop
    }

    private func simulate(_ shop: Shop, _ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
        let fixed = ["simulate", "--workspace", "shop", "--from", "2026-06-01", "--fixed-duration", "2s", "--workers", "2"]
        return try Program.run(fixed + arguments, in: shop.folder, environment: environment)
    }

    private func files(_ shop: Shop) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        let walk = FileManager.default.enumerator(atPath: shop.folder["shop"])
        while let name = walk?.nextObject() as? String {
            files[name] = (try? shop.folder.bytes("shop/" + name)) ?? []
        }
        return files
    }

    @Test func itTellsAndChangesNothing() throws {
        let shop = try shop()
        try FileManager.default.createDirectory(atPath: shop.folder["tmp"], withIntermediateDirectories: true)
        let (before, digest) = (try files(shop), try shop.digest())
        let outcome = try simulate(shop, "--days", "30", "--step-contacts", environment: ["TMPDIR": shop.folder["tmp"]])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.lines[0] == "30 days, 2026-06-01 to 2026-06-30 (UTC), 2 jobs, 2 workers, seed 0")
        #expect(outcome.lines.contains { $0.hasPrefix("greet ") && $0.hasSuffix("2026-06-20") })
        #expect(
            outcome.output.contains("2026-06-20: 20 events, more than 10 times the median and more than 10 % of the contacts; mostly greet")
        )
        #expect(outcome.output.contains(", 5 refused: changes: 20, limit 3"))
        #expect(try files(shop) == before)
        #expect(try shop.digest() == digest)
        #expect(try shop.folder.names("tmp").isEmpty)
    }

    @Test func theLogOfAKilledWriterStaysWhereItIs() throws {
        let shop = try shop()
        // While somebody has the store open, what is committed stays in its log.
        let reader = try StoreReader(shop.folder["shop/contacts.db"])
        #expect(try reader.integer("SELECT count(*) FROM contact") == 20)
        try shop.succeed("run", "--eval", "field.ensure { name = 'Score', type = 'integer' }")
        let before = try files(shop)
        #expect(before["contacts.db-wal"]?.isEmpty == false)
        let outcome = try simulate(shop, "--days", "2", "--json")
        #expect(outcome.status == 0, "\(outcome)")
        let after = try files(shop)
        #expect(after["contacts.db"] == before["contacts.db"])
        #expect(after["contacts.db-wal"] == before["contacts.db-wal"])
        #expect(try reader.integer("SELECT count(*) FROM field WHERE tag = 'score'") == 1)
    }

    @Test func theSameComesOutTheSame() throws {
        let shop = try shop()
        let first = try simulate(shop, "--days", "60", "--step-contacts", "--seed", "7", "--json")
        let second = try simulate(shop, "--days", "60", "--step-contacts", "--seed", "7", "--json")
        #expect(first.status == 0, "\(first)")
        #expect(first.output == second.output)
    }

    @Test func asJSON() throws {
        let json = try simulate(try shop(), "--days", "30", "--json").json()
        #expect(json["days"] == 30)
        #expect(json["first_day"] == "2026-06-01")
        let jobs = try #require(json["jobs"]?.arrayValue)
        #expect(jobs.map { $0["job"] } == ["a<b>&\"c\"", "greet"])
        #expect(jobs.map { $0["runs"] } == [5, 30])
        #expect(jobs.map { $0["refused"] } == [5, 0])
        #expect(jobs[1]["events"]?["total"] == 49)
        #expect(jobs[1]["events"]?["worst_day"] == "2026-06-20")
        #expect(jobs[1]["lateness_ms"]?["max"] == 0)
        #expect(jobs[1]["outcomes"]?.arrayValue?.count == 30)
        #expect(json["storms"]?.arrayValue?.map { $0["events"] } == [20])
    }

    @Test func asAPicture() throws {
        let shop = try shop()
        let outcome = try simulate(shop, "--days", "30", "--svg", "year.svg")
        #expect(outcome.status == 0, "\(outcome)")
        let picture = try SVGReader(try shop.folder.bytes("year.svg"))
        #expect(picture.root == "svg")
        #expect(picture.titles.first == "2 jobs over 30 days, 2026-06-01 to 2026-06-30 (UTC)")
        #expect(picture.texts.contains("a<b>&\"c\""))
        // A stretch of good days, five refusals, and the marks of the worst day and of the storm; beside them the legend.
        #expect(picture.counts["done"] == 2)
        #expect(picture.counts["refused"] == 6)
        #expect(picture.counts["worst"] == 2)
        #expect(picture.counts["storm"] == 2)
        #expect(!picture.hasOutsideReferences)
    }

    @Test func aWrongJobIsWrongUse() throws {
        let shop = try shop()
        try FileManager.default.createDirectory(atPath: shop.folder["tmp"], withIntermediateDirectories: true)
        let outcome = try simulate(shop, "--job", "gret", environment: ["TMPDIR": shop.folder["tmp"]])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("no job 'gret' (did you mean 'greet'?)"))
        #expect(try shop.folder.names("tmp").isEmpty)
    }

    @Test func anInterruptLeavesNothing() throws {
        let shop = try shop()
        try FileManager.default.createDirectory(atPath: shop.folder["tmp"], withIntermediateDirectories: true)
        let before = try files(shop)
        let child = try Program.start(
            ["simulate", "--workspace", "shop", "--from", "2026-06-01", "--days", "36500"], in: shop.folder,
            environment: ["TMPDIR": shop.folder["tmp"]])
        while try !shop.folder.names("tmp").contains(where: { shop.folder.exists("tmp/\($0)/contacts.db-wal") }) { usleep(10_000) }
        kill(child.process, SIGINT)
        let outcome = try child.end()
        #expect(outcome.status == 130, "\(outcome)")
        #expect(outcome.output.isEmpty)
        #expect(try shop.folder.names("tmp").isEmpty)
        #expect(try files(shop) == before)
    }
}
