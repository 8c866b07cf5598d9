import Lua
import LuaSyntax
import Testing

/// The branches of a script, and which of them a run has taken.
struct BranchTests {
    private func branches(_ source: String) throws -> [String] {
        try Chunk(parsing: Array(source.utf8)).branches.map { "\($0.kind) \($0.line): \($0.headText)" }
    }

    /// The lines of the heads of what a run leaves out.
    private func untaken(_ source: String) throws -> [Int] {
        let state = try LuaState(recordsLines: true)
        _ = try? state.run(Array(source.utf8), name: "test.lua")
        return try Chunk(parsing: Array(source.utf8)).untaken(state.executedLines["test.lua"] ?? []).map(\.line)
    }

    @Test func headsOfEveryKind() throws {
        let source = """
            if a then  -- first
              x()
            elseif b
              and c then
              x()
            else
              x()
            end
            \tfor i = 1, 2 do
              x()
            end
            for k in pairs(t) do
              while k do
                x()
              end
            end
            repeat
              x()
            until y
            local function f(a, b)
              x()
            end
            function t.g:h()
              x()
            end
            x(function()
              x()
            end)
            """
        #expect(
            try branches(source) == [
                "if 1: if a then  -- first", "elseif 3: elseif b", "else 6: else", "loop 9: for i = 1, 2 do",
                "loop 12: for k in pairs(t) do", "loop 13: while k do", "loop 17: repeat", "function 20: local function f(a, b)",
                "function 23: function t.g:h()", "function 26: x(function()",
            ])
    }

    @Test(arguments: [
        "if a then end", "if a then\nend", "for i = 1, 2 do\n  -- nothing\nend", "if a then ;\n ; end", "function f()\n  ::l::\nend",
        "if a then x() end", "if a then\n  x() end", "if a then x()\nend", "if a then x()\n  y()\nend", "while a do x() end",
        "f = function(a) return a end", "function f()\n  return 1 end", "if a then\n  x() elseif b then y() end",
        "while a do\n  break\nend", "for i = 1, 2 do\n  goto l\n  ::l::\nend", "repeat\n  do break end\nuntil a",
        "if true then\n  x()\nend", "local k <const> = 1\nif k > 0 then\n  x()\nend", "while a do\n  local k <const> = 1\nend",
    ])
    func nothingCanBeSaidOfThese(_ source: String) throws {
        #expect(try branches(source) == [])
    }

    @Test func longHeadsAreCut() throws {
        let branch = try #require(
            try Chunk(parsing: Array("if \(String(repeating: "a", count: 300)) then\n  x()\nend".utf8)).branches.first)
        #expect(branch.headText.utf8.count == 200)
    }

    @Test(arguments: [
        ("if false or nil == 1 then\n  x = 1\nelse\n  x = 2\nend", []), ("if x then\n  x = 1\nelse\n  x = 2\nend", [1]),
        ("x = 2\nif x == 1 then\n  x = 1\nelseif x == 2 then\n  x = 3\nelse\n  x = 4\nend", [2, 6]),
        ("for i = 1, 0 do\n  x = 1\nend\nfor i = 1, 1 do\n  x = 1\nend", [1]),
        ("while x do\n  x = 1\nend\nrepeat\n  x = 1\nuntil x", [1]),
        ("local function f()\n  return 1\nend\nlocal function g()\n  return 1\nend\ng()", [1]),
        ("f = {\n  a = function()\n    return 1\n  end,\n  b = function()\n    return 2\n  end,\n}\nf.b()", [2]),
        ("for i = 1, 2 do\n  error('no')\n  if i then\n    x = 1\n  end\nend\nif x then\n  x = 1\nend", [3, 7]),
        // Lines of values and of closures that are not the first of their statement.
        ("if not x then\n  local y =\n    1\nend", []), ("if not x then\n  local function f()\n    return 1\n  end\nend", [2]),
        ("if not x then\n  f(\n    1,\n    2)\nend", []), ("if x then\n  f(\n    1,\n    2)\nend", [1]),
        // What has no code of its own is not missed.
        ("if not x then\n  local k <const> = 1\n  x = k\nend", []),
        ("if not x then\n  ::l::;\n  while true do\n    break\n  end\n  x = 1\nend", []),
        (
            "local co = coroutine.wrap(function()\n  coroutine.yield()\n  if not x then\n    x = 1\n  else\n    x = 2\n  end\nend)\nco()\nco()",
            [5]
        ),
    ])
    func untakenBranches(_ source: String, _ wanted: [Int]) throws {
        #expect(try untaken(source) == wanted)
    }

    /// Lines of several runs are put together by their union.
    @Test func runsAddUp() throws {
        let chunk = try Chunk(parsing: Array("if x then\n  y()\nelse\n  z()\nend".utf8))
        #expect(chunk.untaken([]).map(\.kind) == [.if, .else])
        #expect(chunk.untaken([1, 2]).map(\.kind) == [.else])
        #expect(chunk.untaken([1, 2, 4]) == [])
    }

    /// What lines say of random scripts is what calls at the beginning of every block say.
    @Test func linesSayWhatCallsSay() throws {
        var random = SeededGenerator(for: "branches")
        var counts = [false: 0, true: 0]
        for _ in 0..<500 {
            var script = RandomBranches(seed: random.next())
            script.write()
            let source = script.text(marked: false)
            let lines = try script.executedLines(source)
            let truth = try script.taken()
            for branch in try Chunk(parsing: Array(source.utf8)).branches {
                let key = RandomBranches.Head(kind: branch.kind, line: branch.line)
                guard let blocks = script.heads[key], blocks.count == 1 else { continue }
                let isTaken = truth.contains(blocks[0])
                counts[isTaken, default: 0] += 1
                #expect(branch.isTaken(by: lines) == isTaken, "\(branch.kind) \(branch.line) of\n\(source)\nexecuted: \(lines.sorted())")
            }
        }
        #expect(counts.values.allSatisfy { $0 > 300 }, "\(counts)")
    }
}
