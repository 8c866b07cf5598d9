import Contacts
import Testing

@testable import ContactStore

struct SegmentCommitTests {
    /// Random filters, as the store writes and reads them.
    @Test func filtersComeBackFromJSONAsTheyWere() throws {
        var random = RandomSource(for: "filter coding")
        let coverage = FilterCoverage()
        for _ in 0..<40 {
            let world = RandomWorld(&random, coverage: coverage)
            var catalog = Catalog()
            catalog.fields = world.fields
            catalog.lists = world.lists
            let coding = FilterCoding(catalog: catalog)
            let filters = RandomFilter(world: world, coverage: coverage)
            for _ in 0..<50 {
                let filter = filters.filter(depth: random.number(0...6), &random)
                coverage.note(filter)
                #expect(try coding.filter(ofText: coding.text(filter)) == filter, "seed \(random.seed)")
            }
        }
        #expect(coverage.seen.count > 100)
    }

    @Test func `the deepest filter comes back`() throws {
        let deep = (0..<Filter.maximumDepth - 1).reduce(Filter.suppressed) { filter, _ in !filter }
        let coding = FilterCoding(catalog: Catalog())
        #expect(try coding.filter(ofText: coding.text(deep)) == deep)
    }

    @Test func `what is stored is damaged`() {
        let coding = FilterCoding(catalog: Catalog())
        for text in ["", "3", "[]", "[\"none\"]", "[\"not\"]", "[\"test\",\"mail\",[\"is_set\"]]", "[\"test\",\"email\",[\"eq\"]]"] {
            #expect(throws: FilterError.self, "\(text)") { try coding.filter(ofText: text) }
        }
    }

    @Test func `a segment that somebody else redefines is a conflict`() throws {
        let fixture = try TemporaryStore()
        try fixture.commit { try $0.defineSegment("A", .suppressed) }
        let slow = try fixture.snapshot()
        try slow.defineSegment("A", !.suppressed)
        try fixture.commit { try $0.defineSegment("A", .all) }
        expectConflict("segment A: definition changed from 'as planned' to 'redefined since'") { try commit(slow, fixture) }
    }

    @Test func `a segment that somebody else defines is a conflict`() throws {
        let fixture = try TemporaryStore()
        let slow = try fixture.snapshot()
        try slow.defineSegment("A", !.suppressed)
        try fixture.commit {
            try $0.defineSegment("B", .all)
            try $0.defineSegment("A", .all)
        }
        #expect(throws: CommitError.self) { try commit(slow, fixture) }
    }

    @Test func `segments that go round once both are committed are a conflict`() throws {
        let fixture = try TemporaryStore()
        try fixture.commit {
            try $0.defineSegment("A", .suppressed)
            try $0.defineSegment("B", .suppressed)
        }
        let slow = try fixture.snapshot()
        try slow.defineSegment("A", .segment("B"))
        try fixture.commit { try $0.defineSegment("B", .segment("A")) }
        expectConflict("segment A: definition changed from 'as planned' to 'uses itself by now: A → B → A'") { try commit(slow, fixture) }
    }

    @Test func `a segment whose part is deleted meanwhile is a conflict`() throws {
        let fixture = try TemporaryStore()
        try fixture.commit { try $0.defineSegment("A", .suppressed) }
        let slow = try fixture.snapshot()
        try slow.defineSegment("B", .segment("A"))
        try fixture.commit { try $0.deleteSegment("A") }
        expectConflict("segment B: segment A changed from 'defined' to 'deleted since'") { try commit(slow, fixture) }
    }

    @Test func `an undo leaves what others have redefined since`() throws {
        let fixture = try TemporaryStore()
        let run = try fixture.commit { try $0.defineSegment("A", .suppressed) }
        try fixture.commit { try $0.defineSegment("A", .all) }
        let (report, _) = try fixture.undo(run.id)
        #expect(report.conflicts.map(\.description) == ["segment A: definition changed from 'as the run left it' to 'redefined since'"])
        #expect(try fixture.snapshot().catalog.segments.map(\.filter) == [.all])
    }

    @Test func `numbers of segments are not used twice`() throws {
        let fixture = try TemporaryStore()
        try fixture.commit { try $0.defineSegment("A", .suppressed) }
        try fixture.commit { try $0.deleteSegment("A") }
        try fixture.commit { try $0.defineSegment("B", .suppressed) }
        #expect(try fixture.snapshot().catalog.segments.map(\.id) == [2])
    }

    @Test func `who uses a field or a list is known`() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        try fixture.commit { snapshot in
            let list = try snapshot.ensureList("L")
            let plan = try #require(snapshot.catalog.field(tagged: "plan"))
            try snapshot.defineSegment("By list", .events(EventClause(name: nil, conditions: [.list(list.id)], question: .any)))
            try snapshot.defineSegment("By field", !.test(.field(plan), .isSet))
        }
        let catalog = try fixture.snapshot().catalog
        #expect(catalog.segments(usingList: 1).map(\.name) == ["By list"])
        #expect(catalog.segments(usingField: 1).map(\.name) == ["By field"])
        #expect(catalog.segments(usingField: 2).isEmpty)
    }

    @Test func `a filter on a field that is gone says so`() throws {
        let snapshot = try TemporaryStore().snapshot()
        let filter = try FilterCoding(catalog: snapshot.catalog).filter(ofText: #"["test",["field",9,"plan","text"],["is_set"]]"#)
        #expect(throws: FilterError.unknownField("plan")) { try snapshot.count(ContactQuery(filter)) }
    }

    private func commit(_ snapshot: Snapshot, _ fixture: TemporaryStore) throws {
        _ = try snapshot.commit(RunDraft(kind: .run, name: "slow", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
    }

    private func expectConflict(_ text: String, _ body: () throws -> Void) {
        #expect {
            try body()
        } throws: { error in
            guard case CommitError.conflicts(let conflicts, _)? = error as? CommitError else { return false }
            return conflicts.map(\.description) == [text]
        }
    }
}
