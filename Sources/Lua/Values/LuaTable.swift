/// The content of a Lua table, copied.
public struct LuaTable {
    /// The sequence: keys 1 to the table's raw length, with ``LuaValue/nil`` in the holes.
    public var array: [LuaValue]
    /// The entries whose keys are text, sorted by the bytes of their keys.
    public var fields: [(key: String, value: LuaValue)]
    /// The other entries: numbers in ascending order, strings that are not UTF-8, booleans.
    public var others: [(key: LuaValue, value: LuaValue)]

    public init(
        array: [LuaValue] = [],
        fields: [(key: String, value: LuaValue)] = [],
        others: [(key: LuaValue, value: LuaValue)] = []
    ) {
        self.array = array
        self.fields = fields
        self.others = others
    }

    /// The value of a text key; `nil` where there is none. Setting `nil` removes the entry.
    public subscript(key: String) -> LuaValue? {
        get { fields.first { $0.key == key }?.value }
        set {
            let index = fields.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): fields[index].value = value
            case (let index?, nil): fields.remove(at: index)
            case (nil, let value?): fields.append((key, value))
            case (nil, nil): break
            }
        }
    }

    public var isEmpty: Bool { array.isEmpty && fields.isEmpty && others.isEmpty }
}

extension LuaTable: Equatable {
    public static func == (left: LuaTable, right: LuaTable) -> Bool {
        left.array == right.array
            && left.fields.elementsEqual(right.fields) { $0.key == $1.key && $0.value == $1.value }
            && left.others.elementsEqual(right.others) { $0.key == $1.key && $0.value == $1.value }
    }
}
