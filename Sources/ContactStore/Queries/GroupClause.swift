import Contacts

/// The `SELECT` of groups: their keys, then what is made of each, in the order of the keys.
struct GroupClause {
    let keys: [Property]
    let aggregate: Aggregate
    /// A property's value as a key.
    let key: (Property) -> String
    /// A property's value as what an aggregate is made of.
    let value: (Property) -> String

    /// A missing text is the same key as an empty one; any other missing key is a group of its own, and comes last.
    private func whole(_ property: Property) -> String {
        property.type == .text && !property.isAlwaysSet ? "coalesce(\(key(property)), '')" : key(property)
    }

    /// - Parameter from: what follows `FROM`, conditions included.
    func select(from: SQLFragment) -> SQLFragment {
        let names = keys.indices.map { "k\($0 + 1)" }
        let columns = zip(keys, names).map { ", \(whole($0)) AS \($1)" }.joined()
        let sql = "SELECT 0\(columns), \(aggregate.sql(value)) FROM " + from
        guard !keys.isEmpty else { return sql }
        let order = zip(keys, names).map { property, name in
            switch property {
            // Stored as 1 and 0, and told as words, whose order is the other way round.
            case .status: "\(name) DESC"
            default: property.type == .text ? "\(name) = '', \(name)" : "\(name) IS NULL, \(name)"
            }
        }
        return sql + " GROUP BY \(names.joined(separator: ", ")) ORDER BY \(order.joined(separator: ", "))"
    }

    var kinds: [RowValue.Kind] { keys.map { RowValue.Kind($0) } + [aggregate.kind] }
}
