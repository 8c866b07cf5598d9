import Lua

extension LuaCall {
    /// What stands between this call's script and its errors; nil in tests of scripts, whose data is made up.
    var veil: DataVeil? { state.companion as? DataVeil }

    /// An argument as a message quotes it: in quotation marks, or where it may be contact data how long it is.
    func quoted(_ text: String) -> String { veil?.quoted(text) ?? "'\(text)'" }

    /// Whether a message may say an argument in full, as in an example of what to write.
    func says(_ text: String) -> Bool { quoted(text) == "'\(text)'" }
}
