import ContactStore
import Contacts
import Glibc
import Lua

/// One execution of a script on one snapshot, in a Lua state of its own. What it wants changed is staged in the snapshot.
final class ScriptSession {
    let snapshot: Snapshot
    let context: RunContext
    let state: LuaState
    /// As messages call the script.
    let scriptName: String
    let output: OutputMeter
    private let onCoverage: ((Set<Int>) -> Void)?

    init(
        workspace: Workspace, script: Script, options: RunOptions, now: Timestamp, attempt: Int = 1, writesFiles: Bool = false,
        vocabulary: ScriptVocabulary? = nil
    ) throws {
        scriptName = script.name
        onCoverage = options.onCoverage
        let configuration = workspace.configuration
        let secrets = try Secrets.load(from: workspace.path)
        let snapshot = try workspace.store.snapshot(clock: LogicalClock(now: now, zone: configuration.zone))
        self.snapshot = snapshot
        let veil = DataVeil(showsData: options.showsData, secrets: secrets, source: script.source, snapshot: snapshot)
        let output = OutputMeter(limit: configuration.output, tell: options.log)
        self.output = output
        let seed = Self.seed(script, now, options.seedSequence ?? snapshot.sequence, options.arguments)
        context = RunContext(
            snapshot: snapshot, scriptPlace: CanonicalPath.of(script.place, in: workspace.path), arguments: options.arguments, seed: seed,
            attempt: options.attempt ?? attempt, trigger: options.trigger,
            transfers: RunTransfers(folder: workspace.path, inputsFolder: workspace.inputsPath, writesFiles: writesFiles),
            veil: veil,
            webClient: options.webClient, allowedHosts: configuration.allowedHosts,
            log: { entry in
                guard !output.isSpent else { return }
                let entry = OutputMeter.entry(entry, hiding: veil.shown)
                if output.takes(entry.text) { options.log(entry) }
            })
        let timeout = options.timeout ?? configuration.timeout
        let limits = LuaLimits(
            time: options.timeLimit ?? Self.duration(timeout), instructions: options.instructions,
            memory: options.memory ?? configuration.memory)
        let environment = LuaEnvironment(
            now: { Double(now.milliseconds) / 1_000 },
            utcOffset: { Self.utcOffset($0, configuration.zone) },
            seed: seed,
            print: { text in
                guard !output.isSpent else { return }
                let line = OutputMeter.line(text) { options.printsData ? secrets.redacted($0) : veil.shown($0) }
                if output.takes(line) { options.print(line) }
            },
            module: { name in
                let module = try Self.module(name, in: workspace.libraryPath)
                if let module { veil.learn(source: module.source) }
                return module
            })
        do throws(LuaError) {
            let state = try LuaState(limits: limits, environment: environment, recordsLines: options.onCoverage != nil)
            self.state = state
            state.companion = veil
            let bindings = BindingSet(context: context) { [unowned state] declared in
                if options.timeout == nil, options.timeLimit == nil { state.limitTime(Self.duration(declared)) }
            }
            try bindings.register(in: state, for: vocabulary ?? ScriptVocabulary(script.source))
            for module in options.bindings { try state.register(module) }
            context.timeLeft = { [weak state] in state?.timeLeft }
            // The snapshot lives on for the commit.
            snapshot.shouldStop = { [weak state] in state?.isOver ?? false }
            if let onStall = options.onStall {
                let name = script.name
                state.onSilence(after: StalledScript.patience(limits.time ?? .zero)) { onStall(StalledScript(script: name)) }
            }
        } catch {
            throw RunError.script(error)
        }
    }

    /// Runs the script to its end.
    func run(_ script: Script) throws {
        defer { onCoverage?(state.executedLines[LuaState.shownName(of: script.name)] ?? []) }
        do throws(LuaError) {
            _ = try state.run(script.source, name: script.name)
        } catch {
            throw unwrapped(error)
        }
    }

    /// Runs an expression and answers its values.
    func evaluate(_ expression: String, name: String) throws -> [LuaValue] {
        do throws(LuaError) {
            return try state.run(Array("return \(expression)".utf8), name: name)
        } catch {
            throw unwrapped(error)
        }
    }

    /// A store that fails under a script is the store's failure, not the script's.
    func unwrapped(_ error: LuaError) -> any Error {
        if let store = error.underlying as? StoreError { return store }
        return RunError.script(context.veil.shown(error))
    }

    /// Seconds east of UTC at an instant in seconds since 1970, which a script chooses: any number at all.
    private static func utcOffset(_ seconds: Double, _ zone: Zone) -> Int {
        let range = Timestamp.range
        let milliseconds = min(max(seconds * 1_000, Double(range.lowerBound.milliseconds)), Double(range.upperBound.milliseconds))
        return Int(zone.offset(at: Timestamp(milliseconds: Int64(exactly: milliseconds.rounded(.down)) ?? 0)) / 1_000)
    }

    private static func duration(_ span: Span) -> Duration { .milliseconds(span.exactMilliseconds ?? 0) }

    /// The same script with the same arguments draws the same random numbers from the same snapshot at the same instant.
    private static func seed(_ script: Script, _ now: Timestamp, _ sequence: Int64, _ arguments: [String: String]) -> UInt64 {
        let text = script.source + Array(ArgumentCoding.text(arguments).utf8)
        let start = 0xcbf2_9ce4_8422_2325 ^ UInt64(bitPattern: now.milliseconds) ^ UInt64(bitPattern: sequence) &* 0x9e37_79b9_7f4a_7c15
        return text.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }

    /// `require "a.b"` is the file `lib/a/b.lua`; the border has checked the name.
    static func module(_ name: String, in folder: String) throws -> (name: String, source: [UInt8])? {
        let path = "lib/" + name.split(separator: ".").joined(separator: "/") + ".lua"
        let file = folder + path.dropFirst(3)
        var status = stat()
        guard stat(file, &status) == 0 else { return nil }
        // A pipe would be waited for, for ever.
        guard status.st_mode & S_IFMT == S_IFREG else { throw ScriptError.usage("\(path) is no regular file") }
        guard let source = try? TextFile.read(file) else { return nil }
        return (path, source)
    }
}
