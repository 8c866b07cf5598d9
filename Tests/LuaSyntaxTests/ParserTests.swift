import Lua
import LuaSyntax
import Testing

/// The parser accepts what Lua accepts.
struct ParserTests {
    private let lua: LuaState

    init() throws {
        lua = try LuaState()
    }

    private func luaAccepts(_ source: [UInt8]) -> Bool { (try? lua.check(source, name: "text")) != nil }

    private func accepts(_ source: [UInt8]) -> Bool { (try? Chunk(parsing: source)) != nil }

    private func difference(_ text: [UInt8]) -> String? {
        let (ours, luas) = (accepts(text), luaAccepts(text))
        guard ours != luas else { return nil }
        return "Lua \(luas ? "accepts" : "refuses") what the parser does not: \(String(decoding: text, as: UTF8.self))"
    }

    @Test(arguments: Corpus.corners) func cornersOfTheGrammar(_ text: String) {
        #expect(difference(Array(text.utf8)) == nil)
    }

    @Test func theTextsOfThePackage() throws {
        let texts = try Corpus.texts()
        #expect(texts.count > 60)
        for text in texts { #expect(difference(Array(text.utf8)) == nil) }
    }

    /// Texts with something taken out, put in, doubled or moved.
    @Test func mutations() throws {
        var random = SeededGenerator(for: "mutations")
        let texts = try Corpus.texts().filter { $0.utf8.count < 4_000 } + Corpus.corners
        let pieces = """
            and break do else elseif end false for function goto if in local nil not or repeat return then true until while + - * / // % ^ # & \
            ~ | << >> == ~= <= >= < > = ( ) { } [ ] :: ; : , . .. ... x 1 0x 'a' [[ ]] -- <const> ::a:: \\ \" e5 f() a.b
            """.split(separator: " ")
        var counts = [0, 0]
        for _ in 0..<6_000 {
            var text = Array(texts[Int.random(in: 0..<texts.count, using: &random)].utf8)
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: 0...text.count, using: &random)
                let end = min(text.count, place + Int.random(in: 1...8, using: &random))
                switch Int.random(in: 0..<4, using: &random) {
                case 0: text.removeSubrange(place..<end)
                case 1: text.insert(contentsOf: text[place..<end], at: place)
                case 2: text.insert(contentsOf: " \(pieces[Int.random(in: 0..<pieces.count, using: &random)]) ".utf8, at: place)
                default: if place < text.count { text[place] = UInt8.random(in: 0x20...0x7E, using: &random) }
                }
            }
            counts[accepts(text) ? 1 : 0] += 1
            #expect(difference(text) == nil)
        }
        #expect(counts.allSatisfy { $0 > 500 })
    }

    @Test func depthIsLimitedAsInLua() {
        func text(_ count: Int, _ open: String, _ close: String) -> [UInt8] {
            Array(("x = " + String(repeating: open, count: count) + "1" + String(repeating: close, count: count)).utf8)
        }
        for (open, close) in [("(", ")"), ("{", "}"), ("-", ""), ("not ", ""), ("1 .. ", ""), ("function() return ", " end"), ("2 ^ ", "")]
        {
            for count in [10, 90, 300, 5_000] { #expect(difference(text(count, open, close)) == nil, "\(open) \(count)") }
        }
    }

    /// Lua takes it, but nobody writes it: the tree stays one that can be walked.
    @Test func chainsAreLimited() {
        let sum = Array(("x = 1" + String(repeating: " + 1", count: 2_000)).utf8)
        #expect(throws: SyntaxError.self) { try Chunk(parsing: sum) }
        #expect(luaAccepts(sum))
    }

    @Test func localVariablesAreLimitedAsInLua() {
        for count in [199, 200, 201] {
            #expect(difference(Array((1...count).map { "local x\($0) " }.joined().utf8)) == nil, "\(count)")
        }
    }
}
