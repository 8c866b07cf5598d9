import Formats
import Foundation
import Glibc
import Testing

/// Eight processes at once that want to change the same things: what is committed can be told one run after the other, nothing is
/// lost, and nobody sees a lock.
@Suite struct ContentionTests {
    private static let seconds = Soak.isOn ? 60.0 : 10.0
    private static let contacts = 12

    @Test func whatIsCommittedHappenedInTurn() throws {
        var random = SystemSeed.generator(named: "contention")
        let shop = try Self.shop()
        let path = shop.folder["shop/contacts.db"]
        let (state, lastRun) = try {
            let store = try StoreReader(path)
            return (try StoreState(store), try store.integer("SELECT max(id) FROM run") ?? 0)
        }()
        let deadline = Date(timeIntervalSinceNow: Self.seconds)
        let seeds = (0..<8).map { _ in random.next() }
        let results = Results()
        let group = DispatchGroup()
        for number in 0...8 {
            group.enter()
            // Threads of their own: a queue would not have more of them than the machine has cores.
            Thread.detachNewThread {
                defer { group.leave() }
                do {
                    results.add(try number == 8 ? Self.read(shop, deadline) : Self.work(shop, number, seeds[number], deadline))
                } catch {
                    results.add(Tally(problems: ["\(error)"]))
                }
            }
        }
        group.wait()
        let tallies = results.all
        #expect(tallies.flatMap(\.problems) == [])
        print("contention: \(tallies.sorted { $0.number < $1.number }.map { "\($0.number): \($0.codes.sorted { $0.key < $1.key })" })")
        #expect(tallies.count { $0.number < 8 && $0.codes[0, default: 0] > 0 } == 8, "each commits")
        let store = try StoreReader(path)
        #expect(try store.isSound())
        let problems = try JournalReplay.problems(of: store, from: state, after: lastRun)
        #expect(problems.isEmpty, "\(problems.prefix(10))")
        try checkSums(store, tallies)
        // One after the other: each commit has a number of its own, and keyed events fire once.
        let sequences = try store.rows("SELECT sequence FROM run WHERE kind <> 'export' ORDER BY id").map { $0[0].integer ?? 0 }
        #expect(zip(sequences, sequences.dropFirst()).allSatisfy { $0 < $1 })
        #expect(try store.rows("SELECT contact FROM event GROUP BY contact, name, key HAVING count(*) > 1") == [])
        // With the last process the log is gone; meanwhile it did not grow without bounds.
        try shop.succeed("digest")
        var status = stat()
        #expect(stat(path + "-wal", &status) != 0 || status.st_size < 16 << 20)
    }

    /// Every committed increment is in the end value: none was lost.
    private func checkSums(_ store: StoreReader, _ tallies: [Tally]) throws {
        let rises = tallies.reduce(0) { $0 + $1.rises }
        let column = "f\(try store.integer("SELECT id FROM field WHERE tag = 'score'") ?? 0)"
        let scores = try store.integer("SELECT sum(\(column)) FROM contact WHERE email LIKE 'c%@example.com'") ?? 0
        #expect(scores == Int64(rises))
        let counted = try store.rows("SELECT value FROM state WHERE key = 'count'").first?[0].text
        #expect(counted == String(tallies.reduce(0) { $0 + $1.counted }))
    }

    private static func shop() throws -> Shop {
        let shop = try Shop()
        let fixed = (0..<contacts).map { "c\($0)@example.com,free,0,A\n" }.joined()
        let rest = (0..<300).map { "rest\($0)@example.com,free,0,A;B\n" }.joined()
        try shop.folder.write("email,plan,score,lists\n" + fixed + rest, to: "start.csv")
        try shop.succeed("import", "start.csv", "--create-fields")
        try shop.folder.write("guard:\n  changes: 100%\n  deletes: 100%\n  unsubscribes: 100%\n", to: "shop/lunation.yml")
        return shop
    }

    /// What one of them has done.
    private struct Tally {
        var number = 8
        /// How often a command ended with a code.
        var codes: [Int32: Int] = [:]
        /// How far committed runs have raised scores, and the count that a job keeps.
        var rises = 0
        var counted = 0
        var problems: [String] = []

        mutating func take(_ outcome: Outcome, _ command: [String], allowed: Set<Int32>) {
            codes[outcome.status, default: 0] += 1
            let text = (outcome.output + outcome.errors).lowercased()
            let mentionsLock = ["locked", "sqlite", "busy"].contains { text.contains($0) }
            if !allowed.contains(outcome.status) || mentionsLock { problems.append("\(command): \(outcome)") }
        }
    }

    private final class Results: @unchecked Sendable {
        private let lock = NSLock()
        private var tallies: [Tally] = []

        func add(_ tally: Tally) { lock.withLock { tallies.append(tally) } }
        var all: [Tally] { lock.withLock { tallies } }
    }

    /// Reads for as long as the others write: plans and exports that see one state from their beginning to their end.
    private static func read(_ shop: Shop, _ deadline: Date) throws -> Tally {
        var tally = Tally()
        let script = """
            local n = contact.all():count()
            for round = 1, 30 do
              local seen = 0
              for c in contact.all():each() do seen = seen + 1 end
              assert(seen == n and contact.all():count() == n)
            end
            """
        while Date() < deadline {
            tally.take(try shop("plan", "--eval", script), ["plan"], allowed: [0])
            tally.take(try shop("export", "out.csv"), ["export"], allowed: [0])
        }
        return tally
    }

    private static func work(_ shop: Shop, _ number: Int, _ seed: UInt64, _ deadline: Date) throws -> Tally {
        var random = SystemSeed.Generator(state: seed)
        var tally = Tally(number: number)
        var round = 0
        while Date() < deadline || tally.codes[0, default: 0] == 0 && round < 50 {
            round += 1
            let email = "c\(Int.random(in: 0..<contacts, using: &random))@example.com"
            let other = "x\(Int.random(in: 0..<4, using: &random))@example.com"
            switch Int.random(in: 0..<16, using: &random) {
            case 0...4:
                let code = try run(shop, &tally, "local c = contact.get '\(email)' c.fields.score = c.fields.score + 1")
                if code == 0 { tally.rises += 1 }
            case 5, 6:
                let code = try run(shop, &tally, "job { name = 'counter' } state.count = (state.count or 0) + 1")
                if code == 0 { tally.counted += 1 }
            case 7:
                _ = try run(
                    shop, &tally, "local c = contact.get '\(email)' if c.lists:has 'A' then c:remove_from 'A' else c:add_to 'A' end")
            case 8:
                _ = try run(
                    shop, &tally,
                    "job { name = 's', allow = { 'resubscribe' } } local c = contact.get '\(email)' "
                        + "if c.status == 'subscribed' then c:unsubscribe 'w\(number)' else c:resubscribe() end")
            case 9:
                _ = try run(shop, &tally, "contact.where(contact.fields.plan:eq 'free'):fire('Hello', {}, { key = 'k\(round % 3)' })")
            case 10:
                _ = try run(
                    shop, &tally,
                    "local c = contact.get '\(other)' if c then c:delete() "
                        + "else contact.create { email = '\(other)', fields = { plan = 'w\(number)' }, lists = { 'B' } } end")
            case 11:
                _ = try run(shop, &tally, "segment.define('S\(round % 2)', contact.fields.score:gt(\(round)))")
            case 12:
                let script = "local l = list.ensure 'L0' local m = list.get 'L1' if m then m:delete() end l:rename 'L1'"
                _ = try run(shop, &tally, script)
            case 13:
                let name = "in\(number)-\(round).csv"
                try shop.folder.write("email,plan\nrest\(round % 300)@example.com,i\(number)\n\(other),imported\n", to: name)
                tally.take(try shop("import", name), ["import"], allowed: [0])
            case 14:
                // Of a run whose increments are counted the undo would have to be counted too: those are left alone.
                let runs = try shop("runs", "--limit", "30", "--json").json().arrayValue ?? []
                let picked = runs.filter { run in
                    let text = run.description
                    return !text.contains("score") && !text.contains("remember") && run["kind"] != "import"
                }
                guard let run = picked.randomElement(using: &random)?["run"]?.integerValue else { continue }
                tally.take(try shop("undo", String(run)), ["undo"], allowed: [0, 2, 4])
            default:
                _ = try run(shop, &tally, "contact.erase '\(other)'")
            }
        }
        return tally
    }

    private static func run(_ shop: Shop, _ tally: inout Tally, _ script: String) throws -> Int32 {
        let outcome = try shop("run", "--eval", script)
        tally.take(outcome, [script], allowed: [0, 4])
        return outcome.status
    }
}
