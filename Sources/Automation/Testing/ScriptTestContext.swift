import Contacts
import Lua

/// What the bindings of one file of tests share: the tests that it declares, and the bench that the running one works at.
final class ScriptTestContext {
    private let makeBench: (_ write: @escaping (String) -> Void) throws -> ScriptTestBench
    private(set) var tests: [ScriptTestCase] = []
    private(set) var bench: ScriptTestBench?
    private var output: [String] = []
    /// `string.find`.
    var find: LuaFunction?
    /// Whether the file itself is running, which is when tests are declared.
    var isDeclaring = true

    /// - Parameter makeBench: makes a bench whose scripts write to a closure.
    init(makeBench: @escaping (_ write: @escaping (String) -> Void) throws -> ScriptTestBench) {
        self.makeBench = makeBench
    }

    /// The instant that clocks stand at.
    var now: Timestamp { bench?.clock.now ?? ScriptTestBench.start }

    func declare(_ test: ScriptTestCase) throws(ScriptError) {
        guard isDeclaring else { throw .usage("tests do not nest: declare this one outside of the other") }
        if let earlier = tests.first(where: { $0.name == test.name }) {
            throw .usage("there is a test of this name already" + (earlier.line.map { ", in line \($0)" } ?? ""))
        }
        tests.append(test)
    }

    func begin() throws {
        bench = try makeBench { [unowned self] in write($0) }
    }

    func end() { bench = nil }

    func write(_ line: String) { output.append(line) }

    func takeOutput() -> [String] {
        defer { output = [] }
        return output
    }
}
