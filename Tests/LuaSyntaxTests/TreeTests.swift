import LuaSyntax
import Testing

/// What the tree says of a text.
struct TreeTests {
    /// An expression with all of its brackets.
    private func words(_ expression: LuaSyntax.Expression) -> String {
        switch expression.kind {
        case .nil: "nil"
        case .boolean(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): "'\(text)'"
        case .vararg: "..."
        case .function(let body): "function(\(body.parameters.map(\.name).joined(separator: ",")))"
        case .local(let variable): "\(variable.name)@\(variable.line)"
        case .global(let name): name
        case .index(let owner, let key): "\(words(owner))[\(words(key))]"
        case .call(let function, let arguments): "\(words(function))(\(arguments.map(words).joined(separator: ",")))"
        case .method(let owner, let name, let arguments): "\(words(owner)):\(name)(\(arguments.map(words).joined(separator: ",")))"
        case .unary(let sign, let value): "\(sign.rawValue)(\(words(value)))"
        case .binary(let sign, let left, let right): "(\(words(left))\(sign.rawValue)\(words(right)))"
        case .parenthesis(let inner): words(inner)
        case .table(let items):
            "{"
                + items.map { item in
                    switch item {
                    case .positional(let value): words(value)
                    case .keyed(let key, let value): "\(words(key))=\(words(value))"
                    }
                }.joined(separator: ",") + "}"
        }
    }

    private func returned(_ source: String) throws -> String {
        let chunk = try Chunk(parsing: Array(source.utf8))
        guard case .return(let values)? = chunk.block.statements.last?.kind else { return "" }
        return values.map(words).joined(separator: " ")
    }

    @Test(arguments: [
        ("a | b & ~c", "(a|(b&~(c)))"), ("a .. b .. c", "(a..(b..c))"), ("2 ^ 3 ^ 4", "(2^(3^4))"), ("-x ^ 2", "-((x^2))"),
        ("not a == b", "(not(a)==b)"), ("a + b * c - d", "((a+(b*c))-d)"), ("a < b and c or d", "(((a<b)andc)ord)"),
        ("1 << 2 .. 3", "(1<<(2..3))"), ("a.b['c']:d 'e' {1, f = 2, [g] = 3}", "a['b']['c']:d('e')({1,'f'=2,g=3})"),
        ("'\\65\\x42\\u{43}\\z   D\\\n'", "'ABCD\n'"), ("[==[\nx]]y]==]", "'x]]y'"),
        ("0x10, 0xA.8p1, 1e2, 3., .5", "16 21.0 100.0 3.0 0.5"),
        ("9223372036854775807, 9223372036854775808", "9223372036854775807 9.223372036854776e+18"), ("0xffffffffffffffff", "-1"),
    ])
    func expressions(_ source: String, _ wanted: String) throws {
        #expect(try returned("return " + source) == wanted)
    }

    @Test(arguments: [
        ("local x\nlocal x = x\nreturn x", "x@2"), ("local x = 1\ndo local x = 2 end\nreturn x", "x@1"),
        ("local f = function(a)\n  return a\nend\nreturn a, f", "a f@1"), ("for i = 1, 2 do\nend\nreturn i", "i"),
    ])
    func namesAreResolved(_ source: String, _ wanted: String) throws {
        #expect(try returned(source) == wanted)
    }

    @Test func everyNodeHasItsLine() throws {
        let chunk = try Chunk(parsing: Array("x = a\n  .b\n  :c(1,\n    d)".utf8))
        let lines = chunk.expressions.map { "\(words($0)) \($0.line)" }
        #expect(lines == ["x 1", "a 1", "'b' 2", "a['b'] 2", "1 3", "d 4", "a['b']:c(1,d) 3"])
    }

    @Test func commentsAreKept() throws {
        let chunk = try Chunk(parsing: Array("-- one\nx = 1 --[[ two\n]] y = 2 -- three".utf8))
        #expect(chunk.comments.map(\.text) == [" one", " two\n", " three"])
        #expect(chunk.comments.map(\.line) == [1, 2, 3])
    }

    @Test func reassignmentsAreNoted() throws {
        let chunk = try Chunk(parsing: Array("local a, b = 1, 2\na = 3\nreturn a, b".utf8))
        guard case .local(let variables, _)? = chunk.block.statements.first?.kind else { return #expect(Bool(false)) }
        #expect(variables.map(\.isReassigned) == [true, false])
    }

    @Test(arguments: [
        ("x =", "1: unexpected symbol near '<eof>'"), ("if x then\n", "2: 'end' expected near '<eof>'"),
        ("\nbreak", "2: break outside a loop at line 2"),
        ("goto x", "1: no visible label 'x' for goto"), ("x = 'a\n'", "1: unfinished string"), ("x = 3y", "1: malformed number near '3y'"),
    ])
    func errorsSayWhereAndWhat(_ source: String, _ message: String) {
        #expect {
            try Chunk(parsing: Array(source.utf8))
        } throws: { "\($0)" == message }
    }
}
