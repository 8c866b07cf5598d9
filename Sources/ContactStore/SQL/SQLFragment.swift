/// A piece of SQL with the values of its parameters, in order.
struct SQLFragment {
    var text: String
    var values: [SQLValue]

    init(_ text: String, _ values: [SQLValue] = []) {
        self.text = text
        self.values = values
    }

    static func + (left: SQLFragment, right: SQLFragment) -> SQLFragment {
        SQLFragment(left.text + right.text, left.values + right.values)
    }

    static func + (left: SQLFragment, right: String) -> SQLFragment { SQLFragment(left.text + right, left.values) }
    static func + (left: String, right: SQLFragment) -> SQLFragment { SQLFragment(left + right.text, right.values) }

    /// A condition that is never true.
    static let never = SQLFragment("FALSE")

    /// Parameters in brackets, as `IN` takes them.
    static func list(_ values: [SQLValue]) -> SQLFragment {
        SQLFragment("(" + values.map { _ in "?" }.joined(separator: ", ") + ")", values)
    }

    static func joined(_ fragments: [SQLFragment], by separator: String) -> SQLFragment {
        SQLFragment(fragments.map(\.text).joined(separator: separator), fragments.flatMap(\.values))
    }

    var parenthesised: SQLFragment { "(" + self + ")" }
}
