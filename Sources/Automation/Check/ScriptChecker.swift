import ContactStore
import Contacts
public import Lua
import LuaSyntax

/// Checks scripts against Lua, the bindings and a workspace, without running them.
///
/// ```swift
/// let checker = try ScriptChecker(workspace: workspace)
/// for finding in try checker.check(Script(path: "scripts/sunset.lua")) { print(finding) }
/// ```
public struct ScriptChecker {
    private let workspace: Workspace
    private let declarations: BindingDeclarations
    private var known: KnownNames

    /// - Parameter bindings: globals of the host's own, beside Lunation's.
    public init(workspace: Workspace, bindings: [LuaModule] = []) throws {
        self.workspace = workspace
        declarations = try BindingDeclarations(workspace: workspace, bindings: bindings)
        let snapshot = try workspace.store.snapshot(clock: LogicalClock(now: SystemClock.now, zone: workspace.configuration.zone))
        known = KnownNames(snapshot.catalog, try SandboxNames(), zone: workspace.configuration.zone)
        for path in ScriptFolder.scripts(in: workspace.path + "/scripts") { add(path, to: \.scripts) }
        for path in ScriptFolder.scripts(in: workspace.libraryPath) { add(path, to: \.modules) }
    }

    /// The workspace's scripts.
    public func scripts() throws -> [Script] {
        let folder = workspace.path == "." ? "scripts" : workspace.path + "/scripts"
        return try ScriptFolder.scripts(in: folder).map { try Script(path: $0) }
    }

    /// What is found in a script, by line.
    public func check(_ script: Script) throws -> [Finding] {
        let chunk: Chunk
        switch Result(catching: { try parse(script) }) {
        case .success(let parsed): chunk = parsed
        case .failure(let error as LuaError):
            return [
                finding(script, SyntaxRule.self, Problem(error.line ?? 1, error.message, fix: "mend it first: nothing else was checked"))
            ]
        case .failure(let error as SyntaxError):
            return [finding(script, SyntaxRule.self, Problem(error.line, error.message, fix: "split it: it is too long to be checked"))]
        case .failure(let error): throw error
        }
        let checked = try self.checked(script, chunk)
        let allowed = AllowedRules(chunk)
        var findings: Set<Finding> = []
        for rule in CheckRules.all {
            for problem in rule.check(checked) where !allowed.contains(rule.name, problem.line) {
                findings.insert(finding(script, rule, problem))
            }
        }
        return findings.sorted { ($0.line, $0.rule, $0.message) < ($1.line, $1.rule, $1.message) }
    }

    /// Lua's own word on the syntax is what a run would say.
    private func parse(_ script: Script) throws -> Chunk {
        try LuaState().check(script.source, name: script.name)
        return try Chunk(parsing: script.source)
    }

    private func checked(_ script: Script, _ chunk: Chunk) throws -> CheckedScript {
        do {
            let job = try JobReader(workspace: workspace).read(script)
            return CheckedScript(chunk, declarations: declarations, known: known, job: job)
        } catch RunError.script(let error) {
            return CheckedScript(chunk, declarations: declarations, known: known, job: nil, jobError: error)
        }
    }

    private func finding(_ script: Script, _ rule: any CheckRule.Type, _ problem: Problem) -> Finding {
        Finding(
            script: script.name, line: problem.line, rule: rule.name, severity: rule.severity, message: problem.message, fix: problem.fix)
    }

    /// Notes what a script or module brings; one that cannot be read brings nothing.
    private mutating func add(_ path: String, to names: WritableKeyPath<KnownNames, ScriptNames>) {
        guard let script = try? Script(path: path), let chunk = try? parse(script), let checked = try? checked(script, chunk) else {
            return
        }
        known[keyPath: names].formUnion(checked.names)
    }
}
