/// A Lua value that the host cannot take.
public struct LuaConversionError: Error, Equatable, CustomStringConvertible {
    public let description: String

    static let tooDeep = LuaConversionError(description: "the table is nested more than \(LuaReader.deepest) levels deep")
    static let tooLarge = LuaConversionError(description: "the table has more than \(LuaReader.largest) values")
    static let tooLong = LuaConversionError(description: "the texts of the table have more than \(LuaReader.largestText >> 20) MiB")
    static let tooLate = LuaConversionError(description: "the time limit was reached while the table was copied")
    static let cyclic = LuaConversionError(description: "the table contains itself")
    static let stackOverflow = LuaConversionError(description: "stack overflow")

    static func foreign(_ type: String) -> LuaConversionError {
        LuaConversionError(description: "a \(type) has no counterpart outside of the script")
    }
}
