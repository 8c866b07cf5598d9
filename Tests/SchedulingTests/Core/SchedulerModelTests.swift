import Contacts
import Glibc
import Scheduling
import Testing

/// The scheduler's core against a model of everything around it, in which processes are killed, workers stopped and clocks set by
/// chance. What is held against it is the ledger.
@Suite struct SchedulerModelTests {
    private static let start = Timestamp("2026-03-20T00:00:00Z") ?? Timestamp(milliseconds: 0)

    private static func scripts() throws -> [JobScript] {
        let settings: [(String, [String: JobSetting])] = [
            ("minutely", ["schedule": .text("* * * * *"), "retries": .text("2")]),
            ("everything", ["every": .text("90s"), "catch_up": .text("all"), "overlap": .text("queue")]),
            ("never-late", ["every": .text("45s"), "catch_up": .text("none")]),
            ("punctual", ["every": .text("40s"), "max_late": .text("30s")]),
            ("replacing", ["every": .text("20s"), "overlap": .text("replace")]),
            ("parallel", ["every": .text("10s"), "overlap": .text("allow"), "jitter": .text("5s")]),
            ("night", ["schedule": .text("30 2 * * *"), "timezone": .text("Europe/Berlin")]),
            ("hourly", ["schedule": .text("0 * * * *"), "timezone": .text("Australia/Lord_Howe"), "blackout": .text("22:00-06:00")]),
            ("group-a", ["every": .text("15s"), "concurrency": .table(["api": 2]), "overlap": .text("queue")]),
            ("group-b", ["every": .text("25s"), "concurrency": .table(["api": 2]), "overlap": .text("allow")]),
            ("group-c", ["every": .text("35s"), "concurrency": .table(["api": 2]), "priority": .text("5")]),
            ("follower", ["after": .text("everything")]),
            ("buyers", ["on": .text("event:Purchase"), "retries": .text("1")]),
        ]
        return try settings.map { name, settings in
            let definition = try JobDefinition(name: name, script: "scripts/\(name).lua", settings: settings, zone: .utc)
            return JobScript(path: definition.script, content: .job(definition, hash: "hash-\(name)", source: []))
        }
    }

    @Test func theLedgerHolds() throws {
        let random = SeededGenerator(for: "SchedulerModelTests")
        let scripts = try Self.scripts()
        let world = try ModelWorld(scripts: scripts, start: Self.start, random: random)
        let ticks = getenv("LUNATION_SOAK") == nil ? 100_000 : 1_000_000
        for tick in 0..<ticks {
            world.tick()
            guard world.violations.isEmpty else {
                Issue.record("tick \(tick): \(world.violations.prefix(5))")
                return
            }
        }
        try world.settle()
        #expect(world.violations.isEmpty, "\(world.violations.prefix(5))")
        // The world was rough.
        #expect(world.kills > 50 && world.steps > 50 && world.refusedCommits > 10)

        let state = world.store.state
        #expect(state.open.isEmpty)
        for (run, count) in state.effects { #expect(count == 1, "run \(run) was committed \(count) times") }
        for script in scripts {
            guard case .job(let definition, _, _) = script.content else { continue }
            check(definition, state)
        }
        // Each event exactly once.
        let buyers = try #require(state.jobs.values.first { $0.name == "buyers" })
        let purchases = state.events.indices.filter { state.events[$0] == "Purchase" }.map { Int64($0 + 1) }
        #expect(purchases.count > 1_000)
        #expect(state.handled[buyers.id]?.count == purchases.count)
        #expect(state.handled[buyers.id]?.values.allSatisfy { $0 == 1 } == true)
    }

    /// Exactly the instants of the schedule, each with one outcome that leads to a run that is there.
    private func check(_ definition: JobDefinition, _ state: ModelState) {
        guard let schedule = definition.schedule, let record = state.jobs.values.first(where: { $0.name == definition.name }) else {
            return
        }
        let ledger = state.occurrences[record.id] ?? [:]
        var expected: [Timestamp] = []
        var last = Self.start
        while let next = schedule.next(after: last), next <= record.cursor {
            expected.append(next)
            last = next
        }
        #expect(ledger.keys.sorted() == expected, "\(definition.name): \(ledger.count) rows, \(expected.count) instants")
        var owners: Set<Int64> = []
        for (at, occurrence) in ledger {
            switch occurrence.outcome {
            case .run(let number):
                #expect(owners.insert(number).inserted, "\(definition.name): run \(number) stands for two instants as its own")
                #expect(state.runs[number]?.logicalNow == at)
            case .coalesced(let number): #expect((state.runs[number]?.logicalNow).map { $0 > at } == true)
            case .skipped(let reason): #expect(!reason.isEmpty)
            }
        }
        let runs = state.runs.values.filter { $0.job == record.id && $0.cause == .schedule }
        #expect(Set(runs.map(\.id)) == owners, "\(definition.name): a run that stands for no instant")
    }
}
