import CLuaBridge

/// The lines that scripts have executed.
extension LuaState {
    /// The lines executed so far by the scripts of ``run(_:name:)`` and the modules they require, by the names that messages show
    /// (see ``shownName(of:)``); empty where lines are not recorded (see ``recordsLines``).
    ///
    /// A line is there when an instruction of it was executed, in coroutines too and up to an error. Where a statement takes more
    /// than one line, Lua decides which of them its instructions belong to: for `local x =` with its value on the next line it is
    /// that one alone, and the closure of a function is made on the line of its `end`. What `load` compiles is not recorded, and
    /// neither is a script for whose lines the state had no memory left.
    public var executedLines: [String: Set<Int>] {
        var result: [String: Set<Int>] = [:]
        var chunk = clua_next_chunk(guardian, nil)
        while let current = chunk {
            var lines: Set<Int> = []
            var line = clua_next_line(current, 0)
            while line != 0 {
                lines.insert(Int(line))
                line = clua_next_line(current, line)
            }
            result[String(cString: clua_chunk_name(current))] = lines
            chunk = clua_next_chunk(guardian, current)
        }
        return result
    }

    /// The name that messages show of a script: on one line, and of a long one the end. Lua shows 59 bytes of a name at most.
    public static func shownName(of name: String) -> String {
        var shown = name.filter { !$0.isNewline && $0 != "\0" }
        while shown.utf8.count > 55 { shown.removeFirst() }
        return shown.count < name.count ? "..." + shown : shown
    }
}
