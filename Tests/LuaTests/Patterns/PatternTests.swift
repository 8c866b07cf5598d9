import Foundation
import Testing

@testable import Lua

extension LuaSuite {
    /// The matcher with a budget does what the string library does that it replaces, mistakes in patterns included.
    @Suite struct PatternTests {
        private static let head = """
            local lines = {}
            local function show(...)
              local values = table.pack(...)
              for i = 1, values.n do values[i] = type(values[i]) .. ':' .. tostring(values[i]) end
              lines[#lines + 1] = table.concat(values, '|')
            end
            local function c(...) show(pcall(...)) end
            local function all(s, p, init)
              local found = {}
              for a, b, c in string.gmatch(s, p, init) do
                found[#found + 1] = tostring(a) .. ',' .. tostring(b) .. ',' .. tostring(c)
              end
              return table.concat(found, ';')
            end
            local seen
            local function spy(f) return function(...)
              seen[#seen + 1] = select('#', ...) .. tostring((...))
              return f(...)
            end end
            local function called(s, p, f, n)
              seen = {}
              local result, count = string.gsub(s, p, spy(f), n)
              return result, count, table.concat(seen, ',')
            end
            local find, match, gsub = string.find, string.match, string.gsub

            """
        private static let separator: UInt8 = 0x1E
        private static let functions = [
            "function(...) return ... end", "function() end", "function(_, b) return b end", "function() return {} end",
            "function() return true end", "function() error('f', 0) end", "function(a) return a and 12 end",
            "function(a) return '<' .. a .. '>' end", "function() return false end",
        ]
        private static let tables = [
            "{}", "{ a = 'X', b = false, ['1'] = 1.5, [1] = 'one', [2] = 2, [''] = '-' }", "{ a = true }", "{ a = {}, b = 'B', aa = 'AA' }",
            "setmetatable({}, { __index = function(_, k) return '<' .. k .. '>' end })",
        ]
        private static let replacements = ["", "x", "%0", "%1", "%2", "%9", "%%", "%", "%a", "\0", "ab", "<%1>"]

        private static func quoted(_ bytes: [UInt8]) -> String {
            var text = "\""
            for byte in bytes {
                let digits = String(byte)
                text += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
            }
            return text + "\""
        }

        /// One call, as a line of Lua.
        private static func call(_ random: inout SeededGenerator) -> String {
            func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
            let texts = "\(quoted(RandomPattern.subject(&random))), \(quoted(RandomPattern.make(&random)))"
            let start = pick(["nil", "nil", "1", "2", "0", "-1", "-3", "-100", "25", "26", "100", "math.mininteger", "math.maxinteger"])
            let most = pick(["nil", "nil", "nil", "0", "1", "2", "-1"])
            switch Int.random(in: 0..<9, using: &random) {
            case 0, 1: return "c(find, \(texts), \(start))"
            case 2: return "c(find, \(texts), \(start), \(pick(["true", "false", "1"])))"
            case 3, 4: return "c(match, \(texts), \(start))"
            case 5: return "c(all, \(texts), \(start))"
            case 6:
                let text = (0..<Int.random(in: 0...3, using: &random)).map { _ in pick(replacements) }.joined()
                return "c(gsub, \(texts), \(quoted(Array(text.utf8))), \(most))"
            case 7: return "c(gsub, \(texts), \(pick(tables)), \(most))"
            default: return "c(called, \(texts), \(pick(functions)), \(most))"
            }
        }

        private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
            bytes.split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
        }

        /// `LUA_TEST_SEED` repeats a run.
        @Test func matchesAsTheStockLibraryDoes() throws {
            var random = SeededGenerator.fromEnvironment()
            print("patterns: LUA_TEST_SEED=\(random.seed)")
            let (ours, stock) = (try LuaState(), try StockLua())
            var total = 0
            var refused = 0
            for _ in 1...(Soak.isFull ? 2000 : 100) {
                let calls = (0..<250).map { _ in Self.call(&random) }
                let source = Self.head + calls.joined(separator: "\n") + "\nreturn table.concat(lines, '\\30')"
                let wanted = Self.lines(stock.run(source))
                guard let value = try ours.run(source).first else { throw NoError(values: "nothing") }
                let got = Self.lines(Self.bytes(value))
                try #require(wanted.count == calls.count && got.count == calls.count, "\(String(decoding: wanted[0], as: UTF8.self))")
                for i in calls.indices where got[i] != wanted[i] {
                    Issue.record("seed \(random.seed): \(calls[i]): \(Self.shown(got[i])) for \(Self.shown(wanted[i]))")
                }
                total += calls.count
                refused += wanted.count { $0.starts(with: "boolean:false".utf8) }
            }
            print("patterns: \(total) calls, \(refused) refused")
            #expect(total >= 25_000)
            // Both sides are visited.
            #expect(refused > total / 20 && refused < total / 2)
        }

        private static func bytes(_ value: LuaValue) -> [UInt8] {
            switch value {
            case .string(let text): Array(text.utf8)
            case .bytes(let bytes): bytes
            default: []
            }
        }

        private static func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    }
}
