extension HostileCase {
    /// Whole scripts up to the size that is accepted, for the parser.
    static let made: [HostileCase] = [
        made("parser-elseif", "time-limit", longElseif),
        made("parser-names", "time-limit", namesThroughFunctions),
        made("parser-jumps", "time-limit", String(repeating: "do \(times("goto a ", 32_000))::a:: end ", count: 4), or: "ok"),
        made("parser-labels", "time-limit", (0..<25_000).map { "::a\($0):: x = 1 " }.joined() + times("goto a24999 ", 45_000)),
        made("parser-constants", "ok", "local t = {" + (0..<100_000).map { "\($0).5," }.joined() + "} assert(#t == 100000)"),
        made("parser-texts", "ok", "local t = {" + (0..<100_000).map { "'\($0)'," }.joined() + "} assert(#t == 100000)"),
        made("parser-functions", "ok", times("local function f() end ", 150) + times("do local function f() end end ", 30_000)),
        made("parser-comment", "ok", "--[==[" + times("]=] ", 250_000) + "]==]"),
        made("parser-long-text", "ok", "assert(#[[" + times("x", 1_000_000) + "]] == 1000000)"),
        made("parser-long-name", "ok", "local " + times("x", 1_000_000) + " = 1"),
        made("parser-long-number", "ok", "assert(" + times("9", 1_000_000) + " == math.huge)"),
        made("parser-spaces", "ok", times(" ", (1 << 20) - 400)),
        made("parser-too-large", "syntax-error", times(" ", (1 << 20) + 1)),
        made("parser-parentheses", "syntax-error", "return " + times("(", 500_000)),
        made("parser-calls", "syntax-error", times("f(", 300_000)),
        made("parser-tables", "syntax-error", "return " + times("{", 240) + times("}", 240)),
        made("parser-blocks", "syntax-error", times("do ", 100_000)),
        made("parser-ifs", "syntax-error", times("if x then ", 100_000)),
        made("parser-functions-nested", "syntax-error", times("return function() ", 50_000)),
        made("parser-unary", "syntax-error", "return " + times("not ", 200_000) + "x"),
        made("parser-minus", "syntax-error", "return " + times("- ", 300_000) + "x"),
        made("parser-concat", "syntax-error", "return " + times("x .. ", 200_000) + "x"),
        made("parser-power", "syntax-error", "return " + times("2^", 300_000) + "2"),
        made("parser-chain", "syntax-error", "return a" + times(".b", 500_000)),
        made("parser-index", "syntax-error", "return a" + times("[1]", 300_000)),
        made("parser-methods", "script-error", "return a" + times(":b()", 200_000)),
        made("parser-assignments", "syntax-error", times("a,", 400_000) + "a = 1"),
        made("parser-locals", "syntax-error", (0...200).map { "local a\($0) " }.joined()),
        made("parser-upvalues", "syntax-error", upvalues),
        made("parser-attributes", "syntax-error", times("local x <close>, y <close> = nil ", 2)),
        made("parser-goto-nowhere", "syntax-error", times("goto a ", 140_000)),
        made("parser-zeros", "syntax-error", times("\0", 1_000_000)),
        made("parser-marks", "syntax-error", times("\u{FEFF}", 300_000)),
    ]

    /// Each `elseif` walks the list of the jumps before it.
    static let longElseif = "local a if a then " + times("elseif a then ", 74_000) + "end"

    /// Each global name is looked up in all the functions around it.
    private static let namesThroughFunctions: String = {
        let names = (0..<190).map { "v\($0)" }.joined(separator: ",")
        let head = times("local function f() local \(names) ", 100)
        return head + times("x=x;", (1_040_000 - head.utf8.count) / 4) + times(" end", 100)
    }()

    private static let upvalues: String = {
        let names = (0..<2).map { f in (0..<150).map { "a\(f)_\($0)" } }
        let heads = names.map { "local function f() local \($0.joined(separator: ",")) " }.joined()
        return heads + "return function() " + names.joined().map { "\($0)=1 " }.joined() + "end end end"
    }()

    private static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static func made(_ id: String, _ wanted: String, _ source: String, or other: String? = nil) -> HostileCase {
        HostileCase(id: id, kind: "parser", wanted: [wanted] + (other.map { [$0] } ?? []), source: source)
    }
}
