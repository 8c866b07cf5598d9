import Testing

@testable import Lua

extension LuaSuite {
    @Suite struct SandboxTests {
        /// All that a script finds: an addition to this list is a decision.
        @Test func theGlobalsAreThese() throws {
            let source = """
                local names = {}
                for name, value in pairs(_G) do
                  if type(value) == 'table' and value ~= _G then
                    for member in pairs(value) do names[#names + 1] = name .. '.' .. member end
                  else
                    names[#names + 1] = name
                  end
                end
                return table.concat(names, ' ')
                """
            let expected = """
                _G _VERSION assert collectgarbage \
                coroutine.create coroutine.isyieldable coroutine.resume coroutine.running coroutine.status coroutine.wrap coroutine.yield \
                error getmetatable ipairs load \
                math.abs math.acos math.asin math.atan math.ceil math.cos math.deg math.exp math.floor math.fmod math.huge math.log \
                math.max math.maxinteger math.min math.mininteger math.modf math.pi math.rad math.random math.randomseed math.sin \
                math.sqrt math.tan math.tointeger math.type math.ult \
                next os.clock os.date os.difftime os.time pairs pcall print rawequal rawget rawlen rawset require select setmetatable \
                string.byte string.char string.find string.format string.gmatch string.gsub string.len string.lower string.match \
                string.pack string.packsize string.rep string.reverse string.sub string.unpack string.upper \
                table.concat table.insert table.move table.pack table.remove table.sort table.unpack \
                tonumber tostring type \
                utf8.char utf8.charpattern utf8.codepoint utf8.codes utf8.len utf8.offset xpcall
                """
            let found = try LuaState().run(source)
            #expect(found == [.string(expected)], "\(found)")
        }

        /// Behaviour of the replaced functions that scripts rely on.
        @Test(arguments: [
            "assert(select('#', pcall(function() return 1, nil, nil end)) == 4)",
            "local ok, e = pcall(error, { 1 }) assert(not ok and e[1] == 1)",
            "local ok, e = pcall(error) assert(not ok and e == nil)",
            "local ok, a, b = xpcall(function(x, y) return y, x end, print, 1, 2) assert(ok and a == 2 and b == 1)",
            "local ok, e = xpcall(error, function(e) return e .. '!' end, 'x') assert(not ok and e == 'x!')",
            "local co = coroutine.wrap(function() local ok, v = pcall(coroutine.yield, 1) coroutine.yield(v) end) assert(co() == 1 and co(2) == 2)",
            "local co = coroutine.create(function() error('x', 0) end) local ok, e = coroutine.resume(co) assert(not ok and e == 'x')",
            "local co = coroutine.create(print) coroutine.resume(co) assert(select(2, coroutine.resume(co)) == 'cannot resume dead coroutine')",
            "local ok, e = coroutine.resume(coroutine.running()) assert(not ok and e == 'cannot resume non-suspended coroutine')",
            "assert(load('return ...', 'name', 't', {})(5) == 5 and load('return x', '', 't', { x = 3 })() == 3)",
            "local f, e = load('x =') assert(f == nil and e:find('^%(load%):1: '))",
            "assert(not pcall(load, print) and not load('\\27Lua'))",
            "assert(tostring({}) == 'table' and tostring(print) == 'function' and tostring(nil) == 'nil' and tostring(1.5) == '1.5')",
            "assert(tostring(0/0) == 'nan' and tostring(-(0/0)) == 'nan')",
            "assert(tostring(setmetatable({}, { __tostring = function() return 'x' end })) == 'x')",
            "assert(string.format('%s|%5s|%%|%d|%q', {}, true, 3, 'x') == 'table| true|%|3|\"x\"')",
            "assert(('ab'):rep(3) == 'ababab' and ('ab'):rep(2, ',') == 'ab,ab' and ('x'):rep(0) == '' and (''):rep(1 << 62) == '')",
            "assert(getmetatable('') == false and ('x').upper == string.upper)",
            "assert(collectgarbage('count') > 0)",
            "local t = { 1, 2, 3 } table.insert(t, 4) table.insert(t, 1, 0) assert(table.concat(t, ',') == '0,1,2,3,4')",
            "local t = { 1, 2, 3 } assert(table.remove(t, 1) == 1 and table.remove(t) == 3 and #t == 1 and table.remove({}) == nil)",
            "assert(table.concat({ 1, 2.5, 'x' }, '-', 2) == '2.5-x' and table.concat({}) == '' and not pcall(table.concat, { {} }))",
            "assert(select('#', table.unpack({ 1, nil, 3 }, 1, 3)) == 3 and not pcall(table.unpack, {}, 1, 1e8))",
            "local t = table.move({ 1, 2, 3 }, 1, 3, 2) assert(t[1] == 1 and t[2] == 1 and t[4] == 3)",
            "local t = table.move({ 1, 2, 3 }, 2, 3, 1) assert(t[1] == 2 and t[2] == 3 and t[3] == 3)",
            "local c = setmetatable({}, { __index = { add = function(s, x) table.insert(s, x) end } }) c:add(1) assert(#c == 1)",
            "local t = { 3, 1, 2 } table.sort(t, function(a, b) return a > b end) assert(table.concat(t) == '321')",
            "local t = {} for i = 1, 500 do t[i] = (i * 7919) % 501 end table.sort(t) for i = 2, 500 do assert(t[i - 1] <= t[i]) end",
            "local t = { 2, 'x', 1 } assert(not pcall(table.sort, t) and #t == 3)",
            "assert(math.random(1, 1) == 1) math.randomseed(7) local a = math.random() math.randomseed(7) assert(a == math.random())",
        ])
        func replacedFunctionsBehave(_ source: String) throws {
            try LuaState().run(source)
        }

        /// The matcher is Lua's, with a counter: these cover each of its items.
        @Test(arguments: [
            "assert(('hello world'):find('o w') == 5 and ('a.b'):find('.', 1, true) == 2 and ('a+b'):find('+', 1, true) == 2)",
            "assert(('abc'):find('b', -1) == nil and ('abc'):find('', 10) == nil and ('abc'):find('', 4) == 4)",
            "assert(('key = value'):match('^(%w+)%s*=%s*(%w+)$') == 'key' and select(2, ('k=v'):match('(%w)=(%w)')) == 'v')",
            "assert(('f(a(b)c)d'):match('%b()') == '(a(b)c)' and ('THE (quick) fox'):find('%((%a+)%)') == 5)",
            "assert(('x = [[a]]'):match('%[(=*)%[(.-)%]%1%]') == '' and ('abab'):match('(ab)%1') == 'ab')",
            "assert(('THE (quick)'):gsub('%f[%a]%a+', string.lower) == 'the (quick)' and ('a,b'):gsub(',', '%%') == 'a%b')",
            "assert(('abc'):gsub('', '-') == '-a-b-c-' and ('abc'):gsub('%w', '%0%0', 2) == 'aabbc')",
            "assert(('$a $b'):gsub('%$(%w)', { a = 'x' }) == 'x $b' and select(2, ('aaa'):gsub('a', 'b')) == 3)",
            "local n = 0 for k, v in ('a=1, b=2'):gmatch('(%w)=(%w)') do n = n + v end assert(n == 3)",
            "local t = {} for p in ('abc'):gmatch('()') do t[#t + 1] = p end assert(#t == 4 and t[4] == 4)",
            "assert(('x'):match('[^%d%s]') == 'x' and ('-'):match('[a-]') == '-' and (']'):match('[]]') == ']')",
            "assert(('aXb'):find('%u') == 2 and ('0x1F'):match('^0x%x+$') and ('a\\0b'):find('\\0') == 2 and ('a\\0b'):match('%z') == '\\0')",
            "assert(not pcall(string.find, 'a', '[a') and not pcall(string.find, 'a', '%') and not pcall(string.find, 'a', '(a'))",
            "assert(not pcall(string.gsub, 'a', 'a', '%2') and not pcall(string.gsub, 'a', 'a', '%x') and not pcall(string.rep))",
            "assert(not pcall(string.gsub, 'a', 'a', function() return {} end) and ('a'):gsub('a', function() end) == 'a')",
        ])
        func patternsMatch(_ source: String) throws {
            try LuaState().run(source)
        }

        @Test func pairsHasAFixedOrder() throws {
            let source = """
                local t = { 'x', 'y' }
                for i = 60, 1, -1 do t['k' .. i] = i end
                t[-1], t[2.5], t[true], t[9] = 1, 2, 3, 4
                local keys = {}
                for k in pairs(t) do keys[#keys + 1] = tostring(k) end
                return table.concat(keys, ' ')
                """
            let names = (1...60).map { "k\($0)" }.sorted()
            #expect(try LuaState().run(source) == [.string((["1", "2", "-1", "2.5", "9"] + names + ["true"]).joined(separator: " "))])
        }

        @Test(arguments: [
            "local t = { a = 1, b = 2, 3, 4 } for k in pairs(t) do t[k] = nil end assert(next(t) == nil)",
            "local n = 0 for k, v in pairs{} do n = n + 1 end assert(n == 0)",
            "local t = { a = 1, b = 2 } local n = 0 for k in pairs(t) do t.b = nil n = n + 1 end assert(n == 1)",
            "local t = setmetatable({}, { __pairs = function() return next, { z = 1 } end }) for k in pairs(t) do assert(k == 'z') end",
            "local n = 0 for k, v in pairs{ 1, nil, 3 } do n = n + v end assert(n == 4)",
        ])
        func pairsVisitsWhatIsThere(_ source: String) throws {
            try LuaState().run(source)
        }

        @Test func theClockIsTheHosts() throws {
            var environment = LuaEnvironment()
            environment.now = { 1_767_225_600.75 }  // 2026-01-01 00:00:00 UTC
            let state = try LuaState(environment: environment)
            let source = """
                return os.time(), os.date('%Y-%m-%d %H:%M:%S'), os.date('!%c', 0), os.clock(), os.date('*t').yday,
                  os.time { year = 2026, month = 2, day = 30 }, os.difftime(5, 3), pcall(os.date, '%Ez')
                """
            #expect(
                try state.run(source) == [
                    1_767_225_600, "2026-01-01 00:00:00", "Thu Jan  1 00:00:00 1970", .number(0), 1, 1_772_452_800, .number(2), false,
                    "invalid conversion specifier in a date format",
                ]
            )
        }

        @Test func datesAreInTheHostsZone() throws {
            var environment = LuaEnvironment()
            environment.utcOffset = { $0 >= 1_000_000 ? 7200 : 3600 }
            let state = try LuaState(environment: environment)
            let values = try state.run(
                "return os.date('%H:%M %z', 0), os.date('!%H:%M', 0), os.time { year = 1970, month = 1, day = 1, hour = 1 }")
            #expect(values == ["01:00 +0100", "00:00", 0])
        }

        @Test func randomNumbersAreTheSeeds() throws {
            func numbers(_ seed: UInt64, _ source: String = "") throws -> [LuaValue] {
                var environment = LuaEnvironment()
                environment.seed = seed
                return try LuaState(environment: environment).run(source + " return math.random(1 << 60), math.random(1 << 60)")
            }
            #expect(try numbers(1) == numbers(1))
            #expect(try numbers(1) != numbers(2))
            #expect(try numbers(1) == numbers(1, "math.random() math.randomseed()"))
        }

        @Test func printGoesToTheHost() throws {
            final class Lines { var all: [String] = [] }
            let lines = Lines()
            var environment = LuaEnvironment()
            environment.print = { lines.all.append($0) }
            try LuaState(environment: environment).run(
                "print('a', 1, nil, {}) print() print(setmetatable({}, { __tostring = function() return 't' end }))")
            #expect(lines.all == ["a\t1\tnil\ttable", "", "t"])
        }
    }
}
