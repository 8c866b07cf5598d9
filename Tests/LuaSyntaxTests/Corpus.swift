import Foundation

/// The Lua texts of the package: scripts, and the blocks of the documents.
enum Corpus {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func texts() throws -> [String] {
        var texts: [String] = []
        for folder in ["Sources", "Tests", "scripts", "docs", "README.md"] {
            let start = root.appendingPathComponent(folder)
            let names = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
            for file in names + [start] {
                switch file.pathExtension {
                case "lua": texts.append(try String(contentsOf: file, encoding: .utf8))
                case "txt" where file.lastPathComponent.hasSuffix(".lua.txt"):
                    texts += try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n\n")
                case "md": texts += blocks(try String(contentsOf: file, encoding: .utf8))
                default: continue
                }
            }
        }
        return texts
    }

    private static func blocks(_ text: String) -> [String] {
        text.components(separatedBy: "```lua\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
    }

    /// What a grammar is easily wrong about. Whether Lua accepts a text, Lua says.
    static let corners = [
        "", ";;;", "return", "return;", "return 1, 2;", "return return", "return 1 x = 2", "x", "x = ", "x, y = 1", "x, y", "f()", "f{}",
        "f''",
        "f[[x]]", "a.b.c = 1", "a:b()", "a:b", "a.b:c{}:d''", "(a) = 1", "(f())", "(f)()", "(a).b = 1", "f() = 1", "a.b() = 1", "a().b = 1",
        "'x'.y = 1", "('x'):rep(3)", "x = 'a':rep(3)", "local x", "local x, y = 1", "local x <const> = 1", "local x <const> = 1 x = 2",
        "local x <close> = nil", "local x <close>, y <close> = nil", "local x <foo> = 1", "local x <const> = 1 function x() end",
        "local x <const> = 1 local function f() x = 1 end", "local x <const> = 1 do local x x = 2 end", "local function f() f = 1 end",
        "function a.b.c:d() return self end", "function a:b.c() end", "function f(...) return ... end", "function f() return ... end",
        "function f(a, ...) end", "function f(..., a) end", "function f(a,) end", "function (a) end", "x = function(a) end", "return ...",
        "for i = 1, 2 do end", "for i = 1 do end", "for i = 1, 2, 3 do end", "for i = 1, 2, 3, 4 do end", "for i, j = 1, 2 do end",
        "for k in pairs(t) do end", "for k, v, w in a, b, c do break end", "for a.b in c do end", "for i in do end",
        "while x do break end", "while x break end", "repeat local y until y", "repeat until x", "repeat break until x", "break",
        "if x then break end", "while x do local function f() break end end", "do break end",
        "for i = 1, 2 do (function() end)() break end",
        "if a then elseif b then else end", "if a then else elseif b then end", "if a then", "if a end", "do end end", "end", "do",
        "goto x", "::x::", "::x:: ::x::", "goto x ::x::", "::x:: goto x", "do goto x end ::x::", "do ::x:: end goto x",
        "goto x do ::x:: end",
        "goto x local a ::x::", "goto x local a ::x:: print(a)", "goto x local a ::x:: ; ::y::", "goto x local a ::x:: ; ::y:: print(a)",
        "do goto x local a ::x:: end", "::x:: do ::x:: end", "do ::x:: end ::x::", "::x:: local function f() ::x:: goto x end",
        "::x:: local function f() goto x end", "while a do goto continue local x ::continue:: end", "repeat goto c local x ::c:: until x",
        "repeat goto c local x ::c:: print(x) until x", "repeat if a then goto c end local x ::c:: until y", "goto = 1", "goto break",
        "for i = 1, 3 do for j = 1, 3 do goto out end end ::out::", "do goto x end local a ::x:: print(a)", "do goto x end local a ::x::",
        "x = 3", "x = 3.", "x = .5", "x = 3.e2", "x = 3e", "x = 3e+", "x = 3e+2", "x = 0x", "x = 0xA", "x = 0x.8", "x = 0xA.8p0",
        "x = 0x.p1",
        "x = 0xep1", "x = 0xA.8p", "x = 1..2", "x = 1 ..2", "x = 3x", "x = 0b1", "x = 1e5.", "x = 99999999999999999999", "x = 3_000",
        "x = 0xFFFFFFFFFFFFFFFFFF", "x = 1.2.3", "x = .", "x = ..", "x = ...", "x = 1e1000", "x = 08",
        "x = 'a\\\nb'", "x = 'a\nb'", "x = 'a", "x = '\\q'", "x = '\\x4'", "x = '\\x41'", "x = '\\300'", "x = '\\255'", "x = '\\u{48}'",
        "x = '\\u{7FFFFFFF}'", "x = '\\u{80000000}'", "x = '\\u{}'", "x = '\\u48'", "x = '\\u{48'", "x = '\\z  \n  b'", "x = '\\",
        "x = '\\1234'",
        "x = [[a]]", "x = [==[a]=]b]==]", "x = [=a", "x = [==[a]]", "x = [[a\n]]", "x = t[[[a]]]", "x = t[ [[a]] ]", "--[[a\nb]] x = 1",
        "--[==[ ]] ]==]",
        "--[[a", "--[=a\nx = 1", "-- x", "--", "#!/bin/lua\nx = 1", "x = #t", "x = - - 1", "x = --1\n2", "x = not not a", "x = ~~1",
        "x = a ~ b", "x = a ~= b",
        "x = a // b % c ^ -d", "x = a .. b .. c", "x = a < b < c", "x = a and b or c", "x = a << b >> c & d | e ~ f", "x = a ! b",
        "x = a && b", "x = a != b",
        "x = {}", "x = {,}", "x = {1,}", "x = {1;2;}", "x = {1,,2}", "x = {a = 1, [b] = 2, c, d = {}}", "x = {a.b = 1}", "x = {[a] 1}",
        "x = {a}", "x = {...}",
        "x = {f = function() end, g}", "x = {a = }", "f(1,)", "f(,)", "f(1 2)", "f(a = 1)", "x = a.1", "x = a.end", "x = a.'b'", "x = a:b",
        "x.y", "x:y().z = 1",
        "local function a.b() end", "local a.b = 1", "local", "local 1", "function f end", "function f(a b) end", "function f(1) end",
        "x = 1 y = 2", "x = 1, y = 2",
        "a, b.c, d[1] = f()", "a, f() = 1, 2", "f\n()", "f\n{}", "a\n.b = 1", "x = é", "é = 1", "x = 'é'", "x = \"\u{0}\"", "\u{0}", "$",
        "@", "x = 1 -- \u{0}", "\u{1b}Lua",
        "x = y = 1", "x += 1", "x = a?.b", "x = 1;; y = 2", "return f() end", "local x = x <const>", "local x <const>", "local x<close>",
        "local <const> x", "nil = 1", "true()", "x = nil()", "(nil)()",
    ]
}
