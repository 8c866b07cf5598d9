import LuaSyntax

@testable import Lua

/// Values that cross the border to Lua, patterns, and scripts.
///
/// The first byte says which: an even one begins a value, one that is odd and below 32 a pattern with its subject; with any
/// other the bytes are a script.
final class LuaTarget: FuzzTarget {
    private let isAlone: Bool

    init(isAlone: Bool) {
        self.isAlone = isAlone
    }

    func run(_ bytes: [UInt8]) throws {
        let live = LuaState.liveObjects
        guard let first = bytes.first else { return }
        if first >= 0x20 || (9...13).contains(first) {
            try runScript(bytes)
        } else if first % 2 == 0 {
            var source = ByteSource(bytes.dropFirst())
            try crossBorder(source.luaValue(depth: 0))
        } else {
            try matchPattern(bytes.dropFirst())
        }
        // They are counted in the whole process.
        if isAlone { try promise(LuaState.liveObjects, equals: live, "objects that Lua holds") }
    }

    // MARK: Values

    /// A value comes back from Lua as it went, whichever way.
    private func crossBorder(_ value: LuaValue) throws {
        let state = try LuaState()
        var seen: LuaValue?
        try state.register(
            LuaModule(
                name: nil, doc: "Globals.",
                members: [
                    .function("echo", doc: "Gives back what it is given.") { call in
                        seen = try call.value(1)
                        call.push(try call.value(1))
                        return 1
                    }
                ]))
        guard case .function(let identity)? = try state.run(Array("return function(...) return ... end".utf8), name: "identity").first,
            case .function(let echo)? = try state.run(Array("return echo".utf8), name: "echo").first
        else { throw FuzzFinding("no function") }
        // Levels beyond Lua's are refused, which must leave the state as it was.
        for function in [identity, echo] {
            let isTooDeep = value.depth > LuaReader.deepest
            do {
                let back = try state.call(function, [value, 1])
                try promise(!isTooDeep, "\(value.depth) levels came back")
                try promise(back.first == value, "another value: \(back.first.map { "\($0)" } ?? "none") instead of \(value)")
            } catch let error as LuaError {
                try promise(isTooDeep, "\(value): \(error)")
            }
        }
        if value.depth <= LuaReader.deepest { try promise(seen == value, "the host sees \(seen.map { "\($0)" } ?? "nothing")") }
        try state.setGlobal("kept", value)
        try promise(state.run(Array("return 1 + 1".utf8), name: "after") == [2], "the state is not as it was")
    }

    // MARK: Patterns

    private static let patterns = """
        local subject, pattern, replacement = ...
        local results = {}
        local function try(f, ...) results[#results + 1] = table.pack(pcall(f, ...)) end
        try(string.find, subject, pattern)
        try(string.find, subject, pattern, -3)
        try(string.find, subject, pattern, 1, true)
        try(string.match, subject, pattern)
        try(string.gsub, subject, pattern, replacement)
        try(string.gsub, subject, pattern, function(a, b) return b or a end, 5)
        try(function() local n = 0 for a in string.gmatch(subject, pattern) do n = n + 1 end return n end)
        try(string.format, pattern, subject, 1, 2.5)
        try(string.unpack, pattern, subject)
        try(string.pack, pattern, 1, 2, subject)
        try(string.packsize, pattern)
        try(os.date, pattern, 0)
        try(utf8.codepoint, subject, 1, -1)
        try(utf8.len, subject)
        try(tonumber, subject)
        try(load, subject)
        return #results
        """

    /// The bytes up to the first zero are the pattern, those up to the next the replacement.
    private func matchPattern(_ bytes: ArraySlice<UInt8>) throws {
        let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map(Array.init)
        let pattern = parts[0]
        let replacement = parts.count > 1 ? parts[1] : []
        let subject = parts.count > 2 ? parts[2] : pattern
        let state = try LuaState(limits: Self.limits)
        do {
            guard case .function(let function)? = try state.run(Array("return function(...) \(Self.patterns) end".utf8), name: "p").first
            else { throw FuzzFinding("no function") }
            // A plain search is what it says, whatever the bytes mean.
            let found = try state.call(function, [.bytes(subject), .bytes(pattern), .bytes(replacement)])
            try promise(found == [16], "\(found) attempts")
        } catch let error as LuaError {
            try checkEnd(error, of: state)
        }
        try checkUsable(state)
    }

    // MARK: Scripts

    private static let limits = LuaLimits(time: .seconds(2), instructions: 20_000, memory: 2 << 20)

    /// A script ends, with or without an error, and leaves a state that can be used.
    private func runScript(_ script: [UInt8]) throws {
        let state = try LuaState(limits: Self.limits)
        try FuzzObject.register(in: state)
        let isLua = (try? state.check(script, name: "text")) != nil
        // The parser takes less of one thing: longer chains of operators than anybody writes.
        let isParsed = (try? Chunk(parsing: script)) != nil
        if script.count < 900 { try promise(isParsed, equals: isLua, "the parser takes what Lua takes") }
        do {
            try state.run(script, name: "fuzz.lua")
            try promise(isLua, "a text that is not Lua was run")
        } catch let error as LuaError {
            try promise(!error.description.contains("\n"), "an error of several lines")
            try checkEnd(error, of: state)
        }
        try checkUsable(state)
        state.collectGarbage()
    }

    private func checkEnd(_ error: LuaError, of state: LuaState) throws {
        switch error.kind {
        case .syntax, .runtime, .conversion, .timeLimit: break
        case .instructionLimit: try promise(state.instructionsUsed >= 20_000, "\(state.instructionsUsed) instructions")
        case .memoryLimit: break
        case .interrupted, .state: throw FuzzFinding("\(error)")
        }
    }

    /// Memory belongs to the state: what the script keeps may leave no room.
    private func checkUsable(_ state: LuaState) throws {
        do {
            let sum = try state.run(Array("return 1 + 1".utf8), name: "after")
            try promise(sum == [2], "1 + 1 is \(sum)")
        } catch let error as LuaError {
            try promise(error.kind == .memoryLimit, "after the script: \(error)")
        }
    }
}

extension LuaValue {
    /// How deep tables are nested in it.
    fileprivate var depth: Int {
        guard case .table(let table) = self else { return 0 }
        return 1 + ((table.array + table.fields.map(\.value) + table.others.map(\.value)).map(\.depth).max() ?? 0)
    }
}
