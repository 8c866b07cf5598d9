import Contacts
import Formats

/// Tests of an event's name, which lies in the log as a number: the names that meet a test are found once, not with every event.
struct EventNameCompiler {
    let names: [String: Int64]
    let clock: LogicalClock
    let dialect: any SQLDialect

    /// A condition on `e.name`. Every event has a name, and the names are all known, those that the run has made up included.
    func compile(_ predicate: Predicate) -> SQLFragment {
        switch predicate {
        case .isSet: return SQLFragment("TRUE")
        case .isMissing: return SQLFragment("FALSE")
        // No number is negative.
        case .equal(.text(let name)): return SQLFragment("e.name = \(names[name] ?? -1)")
        default:
            guard !names.isEmpty else { return SQLFragment("FALSE") }
            let known = names.sorted { $0.value < $1.value }
            let rows = known.map { "(\($0.value), ?)" }.joined(separator: ", ")
            let test = PredicateCompiler(clock: clock, dialect: dialect).compile(SQLFragment("n.column2"), .text, predicate)
            return SQLFragment("e.name IN (SELECT n.column1 FROM (VALUES \(rows)) n WHERE ", known.map { .text($0.key) }) + test + ")"
        }
    }
}

extension Catalog {
    /// The text of an event name's number.
    func nameExpression(_ number: String) -> String {
        let known = eventNames.sorted { $0.value < $1.value }.map { name, id in
            "WHEN \(id) THEN '\(name.replacing(exactly: "'", with: "''"))'"
        }
        return known.isEmpty ? "''" : "CASE \(number) \(known.joined(separator: " ")) END"
    }
}
