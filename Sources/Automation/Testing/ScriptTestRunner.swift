import ContactStore
import Contacts
import Lua

/// Runs tests of scripts: files of Lua that put contacts into a store of their own, run a script and say what must have come
/// of it. The workspace gives settings, modules, scripts, lists, fields and segments, and is never written to.
///
/// ```swift
/// let runner = ScriptTestRunner(workspace: workspace)
/// let suites = try runner.run(ScriptTestFile.all(in: workspace)) { result in print(result.name, result.isPassed) }
/// ```
public struct ScriptTestRunner {
    public let workspace: Workspace
    /// How scripts are run. The clock, the arguments, the guard and where output goes are each test's own.
    public var options = RunOptions()
    /// Runs only the tests whose name contains this text, in any case.
    public var filter: String?

    public init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// Runs files of tests one after the other and reports each test as it ends. A file that cannot be read as Lua is one
    /// failed test.
    ///
    /// - Throws: `ScriptError` where a file cannot be read, `StoreError` and ``WorkspaceError`` where a store cannot be made.
    public func run(_ files: [ScriptTestFile], report: (ScriptTestResult) -> Void = { _ in }) throws -> [ScriptTestSuite] {
        let sources = try files.map { try Script(path: $0.path, name: $0.name) }
        let template = try ScriptTestTemplate(of: workspace)
        let secrets = try Secrets.load(from: workspace.path)
        return try sources.map { source in
            var results: [ScriptTestResult] = []
            try run(source, template) { result in
                let result = result.redacted(by: secrets)
                results.append(result)
                report(result)
            }
            return ScriptTestSuite(file: source.name, results: results)
        }
    }

    private func run(_ file: Script, _ template: ScriptTestTemplate, _ report: (ScriptTestResult) -> Void) throws {
        let context = ScriptTestContext { [workspace, options] write in
            try ScriptTestBench(workspace: workspace, template: template, options: options, write: write)
        }
        let started = ContinuousClock.now
        let state: LuaState
        switch Result(catching: { try load(file, context) }) {
        case .success(let loaded): state = loaded
        case .failure(let error as LuaError):
            return report(
                ScriptTestResult(
                    file: file.name, name: "(the file itself)", line: error.line, seconds: Self.seconds(since: started),
                    failure: ScriptTestFailure(error), output: context.takeOutput()))
        case .failure(let error): throw error
        }
        for test in context.tests where isWanted(test.name) {
            let started = ContinuousClock.now
            let failure = try run(test, in: state, context)
            report(
                ScriptTestResult(
                    file: file.name, name: test.name, line: test.line, seconds: Self.seconds(since: started), failure: failure,
                    output: context.takeOutput()))
        }
    }

    /// Runs the file, which declares its tests.
    private func load(_ file: Script, _ context: ScriptTestContext) throws -> LuaState {
        let limits = LuaLimits(
            time: .milliseconds((options.timeout ?? workspace.configuration.timeout).exactMilliseconds ?? 0),
            instructions: options.instructions, memory: options.memory ?? workspace.configuration.memory)
        let environment = LuaEnvironment(
            now: { Double(context.now.milliseconds) / 1_000 },
            print: { context.write($0) },
            module: { [workspace] name in try ScriptSession.module(name, in: workspace.libraryPath) })
        let state = try LuaState(limits: limits, environment: environment)
        if let onStall = options.onStall {
            let name = file.name
            state.onSilence(after: StalledScript.patience(limits.time ?? .zero)) { onStall(StalledScript(script: name)) }
        }
        try ScriptTestBindings(context: context).register(in: state)
        try state.run(file.source, name: file.name)
        context.isDeclaring = false
        return state
    }

    private func run(_ test: ScriptTestCase, in state: LuaState, _ context: ScriptTestContext) throws -> ScriptTestFailure? {
        try context.begin()
        defer { context.end() }
        switch Result(catching: { try state.call(test.body, [.object(ScriptTestObject())]) }) {
        case .success: return nil
        case .failure(let error as LuaError):
            // A store that fails under a test is no failure of the test's.
            if let store = error.underlying as? StoreError { throw store }
            return ScriptTestFailure(error)
        case .failure(let error): throw error
        }
    }

    private func isWanted(_ name: String) -> Bool {
        guard let filter else { return true }
        return CaseFolding.folded(name).contains(CaseFolding.folded(filter))
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        start.duration(to: .now) / .seconds(1)
    }
}
