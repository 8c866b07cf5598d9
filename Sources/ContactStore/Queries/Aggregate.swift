public import Contacts

/// What is made of the rows of a query or of a group.
public enum Aggregate: Hashable, Sendable {
    /// How many rows there are.
    case count
    /// The sum of a numeric property; 0 where no row has a value.
    case sum(Property)
    /// Least, greatest and mean of a property; missing where no row has a value.
    case minimum(Property)
    case maximum(Property)
    case average(Property)

    /// What it reads; nil for a count.
    public var property: Property? {
        switch self {
        case .count: nil
        case .sum(let property), .minimum(let property), .maximum(let property), .average(let property): property
        }
    }

    /// How its value lies.
    var kind: RowValue.Kind {
        switch self {
        case .count: .integer
        case .average: .float
        case .sum(let property), .minimum(let property), .maximum(let property): RowValue.Kind(property)
        }
    }

    /// - Parameter expression: a property's value.
    func sql(_ expression: (Property) -> String) -> String {
        switch self {
        case .count: "count(*)"
        case .sum(let property): "coalesce(sum(\(expression(property))), 0)"
        case .minimum(let property): "min(\(expression(property)))"
        case .maximum(let property): "max(\(expression(property)))"
        case .average(let property): "avg(\(expression(property)))"
        }
    }
}
