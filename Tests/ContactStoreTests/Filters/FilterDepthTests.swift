import Contacts
import Testing

@testable import ContactStore

/// Expressions as deep as they may be: what SQLite's parser takes must not depend on how they nest.
struct FilterDepthTests {
    private static let leaf = Filter.test(.email, .contains("a"))

    /// The ways in which filters nest, each from one of a depth to one that is one deeper.
    private static var ways: [(name: String, deeper: (Filter, Int) -> Filter)] {
        [
            ("and, leftwards", { filter, _ in filter && leaf }),
            ("and, rightwards", { filter, _ in leaf && filter }),
            ("or, leftwards", { filter, _ in filter || leaf }),
            ("or, rightwards", { filter, _ in leaf || filter }),
            ("not", { filter, _ in !filter }),
            ("and and or", { filter, depth in depth % 2 == 0 ? filter && leaf : leaf || filter }),
            ("and, or and not", { filter, depth in depth % 3 == 0 ? !filter : depth % 3 == 1 ? leaf && filter : filter || leaf }),
            (
                "with questions about events on every level",
                { filter, depth in
                    let question = Filter.events(
                        EventClause(name: nil, conditions: [.test(.eventAt, .isSet) && !.test(.eventName, .isMissing)], question: .any))
                    return depth % 2 == 0 ? !(filter && question) : question || filter
                }
            ),
        ]
    }

    @Test func asDeepAsMayBeInEveryDirection() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let snapshot = try fixture.snapshot()
        let subjects = try subjects(in: snapshot)
        for (name, deeper) in Self.ways {
            var filter = Self.leaf
            while true {
                let next = deeper(filter, filter.depth)
                if next.depth > Filter.maximumDepth { break }
                filter = next
            }
            #expect(filter.depth >= Filter.maximumDepth - 1, "\(name)")
            let evaluator = FilterEvaluator(clock: fixture.clock)
            let expected = try subjects.count { try evaluator.matches(filter, $0) }
            #expect(try snapshot.count(ContactQuery(filter)) == expected, "\(name)")
            // Inside of a membership test, which is what a limited query becomes in a set-based write.
            #expect(try snapshot.stage(.unsubscribe(), on: ContactQuery(filter, limit: 0)) == 0, "\(name)")
            let tooDeep = deeper(deeper(filter, 0), 1)
            #expect(throws: FilterError.tooDeep(tooDeep.depth)) { try snapshot.count(ContactQuery(tooDeep)) }
        }
    }

    /// Both branches of each fork are as deep: and, or and not by turns.
    @Test(arguments: [4, 8, 11]) func `balanced trees`(_ depth: Int) throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let snapshot = try fixture.snapshot()
        func tree(_ depth: Int, _ index: Int) -> Filter {
            guard depth > 0 else { return .test(.email, .contains(["a", "b", "ann", "x", "."][index % 5])) }
            let (left, right) = (tree(depth - 1, 2 * index), tree(depth - 1, 2 * index + 1))
            return depth % 3 == 0 ? !(left && right) : depth % 3 == 1 ? left || !right : left && right
        }
        let filter = tree(depth, 1)
        let evaluator = FilterEvaluator(clock: fixture.clock)
        let expected = try subjects(in: snapshot).count { try evaluator.matches(filter, $0) }
        #expect(try snapshot.count(ContactQuery(filter)) == expected)
        #expect(try snapshot.count(ContactQuery(!filter)) == 4 - expected)
    }

    @Test func `conditions on events count as depth`() throws {
        let inner = (0..<150).reduce(Filter.test(.eventAt, .isSet)) { filter, _ in !filter }
        let clause = Filter.events(EventClause(name: "Purchase", conditions: [inner], question: .any))
        #expect(clause.depth == 153)
        let snapshot = try TemporaryStore().snapshot()
        #expect(try snapshot.count(ContactQuery((0..<40).reduce(clause) { filter, _ in filter && Self.leaf })) == 0)
    }

    @Test func `the message says what to do`() {
        #expect(
            FilterError.tooDeep(201).description
                == "the expression is 201 levels deep, the limit is 200; use any_of{…} instead of chains of |")
    }

    @Test func `more values than a statement takes`() throws {
        let fixture = try TemporaryStore()
        let snapshot = try fixture.snapshot()
        let filter = Filter.test(.email, .anyOf((0...Filter.maximumValues).map { .text("\($0)@example.com") }))
        #expect {
            try snapshot.count(ContactQuery(filter))
        } throws: {
            "\($0)" == "the expression compares with 32001 values, the limit is 32000; put the contacts on a list instead"
        }
    }

    private func subjects(in snapshot: Snapshot) throws -> [FilterSubject] {
        let cursor = try snapshot.cursor(ContactQuery())
        var subjects: [FilterSubject] = []
        while let key = try cursor.next() { if let contact = try snapshot.contact(key) { subjects.append(FilterSubject(contact)) } }
        return subjects
    }
}
