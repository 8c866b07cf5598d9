import Contacts
import Testing

@testable import ContactStore

/// The compiled SQL against the evaluator in memory, on random bases, clocks and filters.
struct FilterPropertyTests {
    /// Two halves, which run beside each other.
    @Test(arguments: ["filters A", "filters B"])
    func theSQLFindsWhatTheEvaluatorFinds(_ name: String) throws {
        var random = RandomSource(for: name)
        let fixture = try TemporaryStore()
        let connection = try fixture.store.connect(.run)
        try connection.execute("PRAGMA synchronous = OFF")
        for field in RandomWorld.fields { try FieldTable(connection: connection).create(field) }
        let coverage = FilterCoverage()
        var failures = 0
        for round in 0..<100 where failures < 3 {
            var world = RandomWorld(&random, coverage: coverage)
            try world.write(to: connection)
            let snapshot = try fixture.store.snapshot(clock: world.clock)
            snapshot.catalog.segments = world.segments
            if round % 3 == 0 { try world.stage(on: snapshot, &random, coverage: coverage) }
            let filters = RandomFilter(world: world, coverage: coverage)
            for _ in 0..<110 where failures < 3 {
                let filter = filters.filter(depth: random.number(0...6), &random)
                coverage.note(filter)
                guard let problem = try FilterComparison(world: world, snapshot: snapshot).problem(filter) else { continue }
                failures += 1
                Issue.record("seed \(random.seed), \(name), round \(round): \(problem)")
            }
        }
        #expect(failures > 0 || coverage.cases >= 11_000)
        let missed = FilterCoverage.wanted.subtracting(coverage.seen)
        #expect(failures > 0 || missed.isEmpty, "seed \(random.seed): never tested: \(missed.sorted())")
    }
}
