import Lua
import LuaSyntax

/// Reads a script's `job { … }` without running the rest: the script is run up to there, and ended when the declaration is read.
/// Nothing else that scripts can call may come before it.
public struct JobReader {
    private let workspace: Workspace
    /// What a script may use up to its declaration.
    private static let limits = (time: Duration.seconds(1), instructions: 1_000_000)

    public init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// The declaration, or nil where the script has none.
    ///
    /// - Throws: ``RunError`` where the script fails before its declaration is read.
    public func read(_ script: Script) throws -> JobDeclaration? {
        guard Self.namesJob(script) else { return nil }
        let session = try ScriptSession(workspace: workspace, script: script, options: RunOptions(), now: SystemClock.now)
        let limits = LuaLimits(time: Self.limits.time, instructions: Self.limits.instructions, memory: workspace.configuration.memory)
        let library = workspace.libraryPath
        let environment = LuaEnvironment(module: { try ScriptSession.module($0, in: library) })
        do throws(LuaError) {
            let state = try LuaState(limits: limits, environment: environment)
            for module in BindingSet(context: session.context, limitTime: { _ in }).modules {
                try state.register(Self.declaring(module))
            }
            try state.run(script.source, name: script.name)
        } catch {
            // However it ended: what comes after the declaration is not read.
            guard session.context.hasJob else { throw RunError.script(session.context.veil.shown(error)) }
        }
        return session.context.hasJob ? session.context.job : nil
    }

    /// Whether its text names `job` at all. A text that is no Lua does, so that the reader says what is wrong with it.
    private static func namesJob(_ script: Script) -> Bool {
        guard let chunk = try? Chunk(parsing: script.source) else { return true }
        return chunk.expressions.contains { if case .global("job") = $0.kind { true } else { false } }
    }

    /// A module in which `job` ends the script, and all else is too early.
    private static func declaring(_ module: LuaModule) -> LuaModule {
        var module = module
        module.members = module.members.map { member in
            var member = member
            let body = member.body
            if module.name == nil, member.name == "job" {
                member.body = { call in
                    _ = try body(call)
                    call.state.interrupt("the declaration is read")
                    return 0
                }
            } else {
                let early: LuaBody = { call in throw call.usage("job { … } must come before anything else that the script does") }
                member.body = early
                if case .property(_, let set) = member.kind { member.kind = .property(get: early, set: set.map { _ in early }) }
            }
            return member
        }
        return module
    }
}
