/// A Lua value on the host's side.
public indirect enum LuaValue {
    case `nil`
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    /// A string that is valid UTF-8.
    case string(String)
    /// A string that is not.
    case bytes([UInt8])
    case table(LuaTable)
    /// An object of the host.
    case object(any LuaObject)
    /// A row of a ``LuaRecordType``.
    case record(LuaRecord)
    case function(LuaFunction)
}

extension LuaValue: Equatable {
    /// Values compare as in Lua's raw equality, except that tables compare by content and integers never equal numbers.
    public static func == (left: LuaValue, right: LuaValue) -> Bool {
        switch (left, right) {
        case (.nil, .nil): true
        case (.boolean(let a), .boolean(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.bytes(let a), .bytes(let b)): a == b
        case (.table(let a), .table(let b)): a == b
        case (.object(let a), .object(let b)): a === b
        case (.record(let a), .record(let b)): a == b
        case (.function(let a), .function(let b)): a === b
        default: false
        }
    }
}

extension LuaValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral
{
    public init(nilLiteral: ()) { self = .nil }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(stringLiteral value: String) { self = .string(value) }
}
