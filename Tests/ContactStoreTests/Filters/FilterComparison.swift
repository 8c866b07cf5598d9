import Contacts

@testable import ContactStore

/// Holds what the SQL of a filter finds against what the evaluator finds.
struct FilterComparison {
    let world: RandomWorld
    let snapshot: Snapshot

    /// What is wrong, told of the smallest part of the filter that shows it; nil where both agree.
    func problem(_ filter: Filter) throws -> String? {
        guard try !agree(filter) else { return nil }
        // Conditions on events mean nothing by themselves.
        let parts = filter.nodes.filter { $0.strayEventProperty == nil }
        let smallest = try parts.filter { try !agree($0) }.min { $0.size < $1.size } ?? filter
        let expected = try world.matches(smallest)
        let found = try keys(smallest)
        let complement = try keys(.not(smallest))
        let first = Set(expected).symmetricDifference(found).min() ?? complement.first { expected.contains($0) } ?? expected.first ?? 0
        return """
            \(FilterCoding(catalog: snapshot.catalog).text(smallest))
            clock \(world.clock.now) \(world.clock.zone), staged \(!snapshot.changes.shape.isEmpty)
            evaluator \(expected), SQL \(found), counted \(try snapshot.count(ContactQuery(smallest))), complement \(complement)
            contact \(first): \(world.subjects[first].map { "\($0)" } ?? "not in memory")
            \(try snapshot.explain(ContactQuery(smallest)).sql)
            """
    }

    private func agree(_ filter: Filter) throws -> Bool {
        let expected = try world.matches(filter)
        let others = world.subjects.keys.sorted().filter { !expected.contains($0) }
        return try keys(filter) == expected && keys(.not(filter)) == others && snapshot.count(ContactQuery(filter)) == expected.count
    }

    private func keys(_ filter: Filter) throws -> [Int64] {
        let sql = try snapshot.compiler.select("c.id", ContactQuery(filter))
        var keys: [Int64] = []
        try snapshot.connection.rows(sql.text, sql.values) { keys.append($0.integer(0)) }
        return keys
    }
}
