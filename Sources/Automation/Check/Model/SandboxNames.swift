import Lua

/// The globals of the sandbox and what is in them, before any binding is registered.
struct SandboxNames {
    private(set) var globals: Set<String> = []
    private(set) var members: [String: Set<String>] = [:]

    init() throws {
        let source = """
            local all = {}
            for name, value in pairs(_G) do
              local names = {}
              if type(value) == "table" and value ~= _G then
                for member in pairs(value) do names[#names + 1] = member end
              end
              all[name] = names
            end
            return all
            """
        guard case .table(let all)? = try LuaState().run(Array(source.utf8), name: "globals").first else { return }
        for (name, value) in all.fields {
            globals.insert(name)
            guard case .table(let names) = value, !names.array.isEmpty else { continue }
            members[name] = Set(names.array.compactMap { if case .string(let text) = $0 { text } else { nil } })
        }
    }

    /// Why something of plain Lua is not there, with what to use in its place.
    static let absent = [
        "io": "scripts reach no files; lunation import and lunation export do", "debug": "it is not part of the sandbox",
        "package": "require \"name\" loads lib/name.lua", "dofile": "require \"name\" loads lib/name.lua",
        "loadfile": "require \"name\" loads lib/name.lua", "loadstring": "use load", "unpack": "use table.unpack",
        "setfenv": "it is not part of Lua 5.4", "getfenv": "it is not part of Lua 5.4", "module": "return a table from lib/name.lua",
        "table.getn": "use #", "math.pow": "use ^", "string.dump": "it is not part of the sandbox",
        "os.execute": "scripts start no programs; os has time, date, clock and difftime alone",
        "os.getenv": "scripts see no environment; give values with --set and read them as args",
        "os.exit": "end a script with return or error", "os.remove": "scripts reach no files", "os.rename": "scripts reach no files",
        "os.tmpname": "scripts reach no files",
    ]
}
