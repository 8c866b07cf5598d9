import Contacts

@testable import ContactStore

extension Snapshot {
    /// What a filter comes to as SQL.
    func compiled(_ filter: Filter) throws(FilterError) -> String {
        try compiler.select("c.id", ContactQuery(filter)).text
    }
}

extension FilterTarget {
    static func bases(in folder: String, coverage: FilterCoverage) throws -> [FilterComparison] {
        let store = try ContactStore.create(at: folder + "/contacts.db")
        return try (1...2).map { number in
            var random = RandomSource([UInt8(number)])
            var world = RandomWorld(&random, coverage: coverage)
            try world.write(to: store, makingFields: number == 1)
            let snapshot = try store.snapshot(clock: world.clock)
            snapshot.catalog.segments = world.segments
            if number == 2 { try world.stage(on: snapshot, &random, coverage: coverage) }
            return FilterComparison(world: world, snapshot: snapshot)
        }
    }
}

extension RandomWorld {
    func write(to store: ContactStore, makingFields: Bool) throws {
        let connection = try store.connect(.run)
        try connection.execute("PRAGMA synchronous = OFF")
        if makingFields { for field in RandomWorld.fields { try FieldTable(connection: connection).create(field) } }
        try write(to: connection)
    }
}

extension Filter {
    /// The tag of the field that is tested here.
    var fieldTag: String? {
        if case .test(.field(let field), _) = self { field.tag } else { nil }
    }

    /// Whether the evaluator, which tries all that a star may stand for, is done with it soon.
    var isQuick: Bool {
        switch self {
        case .test(_, .matches(let glob)): glob.count { $0 == "*" } <= 3
        default: true
        }
    }
}
