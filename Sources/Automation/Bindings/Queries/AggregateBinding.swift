import ContactStore
import Contacts
import Lua

/// `sum`, `min`, `max` and `avg`: of all rows of a query, or of each group.
struct AggregateBinding {
    let name: String
    let doc: String
    let types: [ValueType]
    let make: (Property) -> Aggregate

    static var all: [AggregateBinding] {
        [
            AggregateBinding(name: "sum", doc: "The sum of a property; 0 where none has a value", types: numbers) { .sum($0) },
            AggregateBinding(name: "min", doc: "The least value of a property; nil where none has one", types: ordered) { .minimum($0) },
            AggregateBinding(name: "max", doc: "The greatest value of a property; nil where none has one", types: ordered) { .maximum($0) },
            AggregateBinding(name: "avg", doc: "The mean of a property; nil where none has a value", types: numbers) { .average($0) },
        ]
    }

    private static let numbers: [ValueType] = [.integer, .float]
    private static let ordered: [ValueType] = [.integer, .float, .date, .timestamp]

    static let parameter = LuaParameter("property", "string")

    /// The aggregate of a property whose type has it.
    func aggregate(_ call: LuaCall, _ property: Property) throws -> Aggregate {
        if let type = property.type, !types.contains(type) {
            let known = types.map(\.rawValue).joined(separator: ", ")
            throw call.usage("'\(name)' is for properties of the types \(known); \(property.path) is a \(type.rawValue)")
        }
        return make(property)
    }

    /// The method of a query, which answers one value.
    func member(of rows: String, _ groups: @escaping (LuaCall) throws -> RowCursor) -> LuaMember {
        .method(name, doc: "\(doc): of \(rows).", parameters: [Self.parameter], returns: [name == "sum" ? "number" : "any"]) { call in
            let row = try groups(call)
            if try row.next() { call.push(row.values[0]) } else { call.pushNil() }
            return 1
        }
    }
}
