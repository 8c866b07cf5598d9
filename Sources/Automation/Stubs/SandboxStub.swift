/// The parts of Lua's own libraries that the settings of the language server switch off, because scripts have less of them.
enum SandboxStub {
    static let text = """
        --- Loads a module of the workspace's lib folder, once per run: `require "a.b"` is lib/a/b.lua.
        ---@param name string
        ---@return any
        function require(name) end

        --- Lua's own `os`, on the run's clock; the rest of it is not there.
        ---@class oslib
        os = {}

        --- Seconds since 1970 of a table, or of the run's instant.
        ---@param time? table
        ---@return integer
        function os.time(time) end

        --- A time in a format of strftime, or as a table.
        ---@param format? string
        ---@param time? integer
        ---@return string|table
        function os.date(format, time) end

        --- Seconds, standing still as the run's clock does.
        ---@return number
        function os.clock() end

        --- Seconds from one time to another.
        ---@param later integer
        ---@param earlier integer
        ---@return number
        function os.difftime(later, earlier) end

        """
}
