/// The type of a Lua value.
public enum LuaType: String, Sendable {
    /// No value at all: an argument that was not given.
    case none = "no value"
    case `nil`, boolean, integer, number, string, table, function, userdata, thread
}
