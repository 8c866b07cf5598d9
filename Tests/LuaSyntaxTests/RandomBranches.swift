import Lua
import LuaSyntax

/// A random script of blocks with random line breaks, in two forms: as it is, and with a call at the beginning of every block.
struct RandomBranches {
    struct Head: Hashable {
        let kind: ScriptBranch.Kind
        let line: Int
    }

    private enum Piece {
        case word(String, breaks: Bool)
        case head(ScriptBranch.Kind, Int)
        case mark(Int)
    }

    /// `c` is a coin, which ends the script after some throws; `call` calls a function or not.
    private static let prelude = """
        local state, left = SEED, 200
        marks, x = {}, 0
        function c()
          state = (state * 1103515245 + 12345) % 2147483648
          left = left - 1
          if left == 0 then error("over") end
          return state // 65536 % 2 == 0
        end
        function call(f) if c() then f() end end
        function mark(n) marks[n] = true end
        """

    private let seed: UInt64
    private var random: SeededGenerator
    private var pieces: [Piece] = []
    private var blocks = 0
    /// Labels that a `goto` may name; an empty one stands for a loop without.
    private var loops: [String] = []
    /// The blocks by their heads, once the text is made.
    private(set) var heads: [Head: [Int]] = [:]

    init(seed: UInt64) {
        self.seed = seed % 1_000_000
        random = SeededGenerator(seed: seed)
    }

    mutating func write() {
        for _ in 0..<4 { statement(depth: 0) }
    }

    // MARK: Running

    func executedLines(_ source: String) throws -> Set<Int> {
        let state = try LuaState(recordsLines: true)
        try run(source, in: state)
        return state.executedLines["random.lua"] ?? []
    }

    /// The blocks that were entered.
    func taken() throws -> Set<Int> {
        let state = try LuaState()
        var marked = self
        try run(marked.text(marked: true), in: state)
        let names = try state.run(Array("local s = '' for n in pairs(marks) do s = s .. n .. ' ' end return s".utf8), name: "marks")
        guard case .string(let text)? = names.first else { return [] }
        return Set(text.split(separator: " ").compactMap { Int($0) })
    }

    private func run(_ source: String, in state: LuaState) throws {
        try state.run(Array(Self.prelude.replacing("SEED", with: "\(seed)").utf8), name: "prelude")
        do {
            try state.run(Array(source.utf8), name: "random.lua")
        } catch  where error.kind == .syntax {
            throw error
        } catch {}
    }

    // MARK: Text

    mutating func text(marked: Bool) -> String {
        var text = ""
        var line = 1
        heads = [:]
        for piece in pieces {
            switch piece {
            case .word(let word, let breaks):
                text += word + (breaks ? "\n" : " ")
                line += breaks ? 1 : 0
            case .head(let kind, let block): heads[Head(kind: kind, line: line), default: []].append(block)
            case .mark(let block): if marked { text += "mark(\(block)) " }
            }
        }
        return text
    }

    private mutating func words(_ text: String) {
        for word in text.split(separator: " ") { pieces.append(.word(String(word), breaks: Int.random(in: 0..<4, using: &random) == 0)) }
    }

    private mutating func lineBreak() {
        guard case .word(let word, false)? = pieces.last, Int.random(in: 0..<4, using: &random) > 0 else { return }
        pieces[pieces.count - 1] = .word(word, breaks: true)
    }

    // MARK: Grammar

    private mutating func head(_ kind: ScriptBranch.Kind) -> Int {
        blocks += 1
        pieces.append(.head(kind, blocks))
        return blocks
    }

    private mutating func body(_ block: Int, depth: Int, isFunction: Bool = false) {
        lineBreak()
        pieces.append(.mark(block))
        let outer = loops
        if isFunction { loops = [] }
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            statement(depth: depth + 1)
            lineBreak()
        }
        loops = outer
    }

    private mutating func condition() {
        let some = [
            "c ( )", "c ( ) and x", "not c ( )", "x or c ( )", "x == 1", "nil or c ( )", "c ( ) or c ( )", "true", "false", "1 > 2",
        ]
        words(some.randomElement(using: &random) ?? "x")
    }

    private mutating func statement(depth: Int) {
        let simple = [
            "x = x + 1", "c ( )", "local a = c ( )", "local a", "local a = nil", "local a <const> = 1", ";", "x = { 1 , a = x }", "x = 1",
            "local a = 1 a = a", "call ( c )",
        ]
        switch Int.random(in: 0..<(depth < 4 ? 14 : 4), using: &random) {
        case 0..<3: words(simple.randomElement(using: &random) ?? "")
        case 3: jump()
        case 4..<8: conditional(depth)
        case 8..<11: loop(depth)
        case 11:
            words("do")
            statement(depth: depth + 1)
            lineBreak()
            words("end")
        case 12:
            let block = head(.function)
            words("local function f ( a )")
            body(block, depth: depth, isFunction: true)
            words(Bool.random(using: &random) ? "end f ( )" : "end")
        default:
            words("call (")
            let block = head(.function)
            words("function ( )")
            body(block, depth: depth, isFunction: true)
            words("end )")
        }
        lineBreak()
    }

    private mutating func jump() {
        guard let label = loops.last, Bool.random(using: &random) else { return words("do return end") }
        words(label.isEmpty ? "break" : "goto \(label)")
    }

    private mutating func conditional(_ depth: Int) {
        var block = head(.if)
        words("if")
        condition()
        words("then")
        body(block, depth: depth)
        while Int.random(in: 0..<3, using: &random) == 0 {
            block = head(.elseif)
            words("elseif")
            condition()
            words("then")
            body(block, depth: depth)
        }
        if Bool.random(using: &random) {
            block = head(.else)
            words("else")
            body(block, depth: depth)
        }
        words("end")
    }

    private mutating func loop(_ depth: Int) {
        let block = head(.loop)
        let opening = ["for i = 1 , 2 do", "for k in pairs ( { 1 } ) do", "for i = 2 , 1 do", "while c ( ) do", "while true do", "repeat"]
        let chosen = opening.randomElement(using: &random) ?? "repeat"
        words(chosen)
        let label = Bool.random(using: &random) ? "l\(block)" : ""
        loops.append(label)
        if !label.isEmpty { words("do") }
        body(block, depth: depth)
        if !label.isEmpty { words("end ::\(label)::") }
        words("c ( )")
        loops.removeLast()
        words(chosen == "repeat" ? "until c ( )" : "end")
    }
}
