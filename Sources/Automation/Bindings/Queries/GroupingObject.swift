import ContactStore
import Contacts
import Lua

/// A query's contacts or events in groups, before it is said what to make of each.
final class GroupingObject: LuaObject {
    static let luaClass = "Grouping"

    let keys: [Property]
    /// Reads an argument as a property of what is grouped.
    let property: (LuaCall, Int) throws -> Property
    let rows: (Aggregate) throws -> RowCursor

    init(
        keys: [Property], property: @escaping (LuaCall, Int) throws -> Property, rows: @escaping (Aggregate) throws -> RowCursor
    ) {
        self.keys = keys
        self.property = property
        self.rows = rows
    }

    static var declaration: LuaClass {
        let returns = ["fun(): string|number|boolean, any"]
        func push(_ call: LuaCall, _ aggregate: Aggregate, _ grouping: GroupingObject) throws -> Int32 {
            call.push(rows: try grouping.rows(aggregate), keys: grouping.keys.count)
            return 1
        }
        let count = LuaMember.method("count", doc: "Walks over the groups: their keys, and how many there are of each.", returns: returns) {
            call in
            try push(call, .count, call.object(1, as: GroupingObject.self))
        }
        let others = AggregateBinding.all.map { binding in
            LuaMember.method(
                binding.name, doc: "Walks over the groups: \(binding.doc): of each.", parameters: [AggregateBinding.parameter],
                returns: returns
            ) { call in
                let grouping = try call.object(1, as: GroupingObject.self)
                return try push(call, binding.aggregate(call, grouping.property(call, 2)), grouping)
            }
        }
        return LuaClass(
            name: luaClass, doc: "Contacts or events in groups; a missing key is the empty text, and comes last.", members: [count] + others
        )
    }
}
