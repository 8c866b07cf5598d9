public import ContactStore
public import Contacts
import Glibc
import Lua

/// Plans and runs scripts on a workspace.
///
/// ```swift
/// let workspace = try Workspace.open(at: "crm")
/// let runner = ScriptRunner(workspace: workspace)
/// let script = Script(name: "tier.lua", source: "contact.all():update { tier = 'gold' }")
/// let plan = try runner.plan(script)
/// print(plan.summary.changed)
/// let outcome = try runner.run(script)
/// ```
public struct ScriptRunner {
    public let workspace: Workspace
    public var options: RunOptions

    /// How often a run starts over because somebody else has changed its contacts meanwhile.
    static let attempts = 5
    /// How many contacts a plan shows where nothing else is asked for.
    public static let sampleSize = 3

    public init(workspace: Workspace, options: RunOptions = RunOptions()) {
        self.workspace = workspace
        self.options = options
    }

    /// What a script would do, without doing it.
    ///
    /// - Throws: ``RunError`` where the script fails, `StoreError` where the store cannot be used.
    public func plan(_ script: Script) throws -> Plan {
        try plan(script, now: now).plan
    }

    /// The same, written to a file that ``apply(_:)`` takes.
    public func plan(_ script: Script, savingTo path: String) throws -> Plan {
        let (session, plan) = try self.plan(script, now: now)
        if session.context.transfers.hasFiles {
            let message = "a saved plan holds no files: the script's exports and rejected rows come with 'lunation run' alone"
            options.log(LogEntry(level: .warning, message: message, fields: [:], script: nil, line: nil))
        }
        try PlanFile.write(plan, session.snapshot, to: path)
        return plan
    }

    /// Runs a script: plans it, holds it against the guards and commits it, starting over where somebody else has changed its
    /// contacts meanwhile.
    ///
    /// - Throws: as ``plan(_:)``, and `CommitError` where every attempt met a conflict.
    public func run(_ script: Script) throws -> RunOutcome {
        try workspace.store.checkWritable()
        let now = now
        let draft = RunDraft(
            kind: .run, name: script.name, hash: script.hash, arguments: try argumentsText(), startedAt: SystemClock.now)
        var runner = self
        if let onStall = options.onStall {
            let recorder = StallRecorder(
                store: workspace.store, draft: draft, clock: LogicalClock(now: now, zone: workspace.configuration.zone))
            runner.options.onStall = { stalled in
                recorder.record(stalled)
                onStall(stalled)
            }
        }
        var attempt = 1
        while true {
            let (session, plan) = try recordingFailure(draft, now) { opened in
                try runner.plan(script, now: now, attempt: attempt, writesFiles: true, opened)
            }
            do {
                try session.context.transfers.seal()
                let committer = Committer(
                    workspace: workspace, log: options.log, webClient: options.webClient, transfers: session.context.transfers)
                return try committer.commit(session.snapshot, plan, draft)
            } catch CommitError.conflicts where attempt < Self.attempts {
                attempt += 1
                Self.pause(before: attempt)
            }
        }
    }

    /// Waits for a random while, twice as long each time: runs that meet each other again and again get out of step.
    static func pause(before attempt: Int) {
        usleep(UInt32.random(in: 0...(10_000 << UInt32(min(attempt, 8)))))
    }

    /// How many contacts meet a Lua expression.
    public func count(where expression: String) throws -> Int {
        let (session, query) = try query(where: expression)
        return try session.snapshot.count(query)
    }

    /// The contacts that meet a Lua expression, all of them where it is nil, up to a limit.
    public func contacts(where expression: String?, limit: Int, _ body: (Contact) throws -> Void) throws {
        let (session, query) = try query(where: expression ?? "contact.all()")
        var limited = query
        limited.limit = min(query.limit ?? limit, limit)
        let cursor = try session.snapshot.cursor(limited)
        while let key = try cursor.next() {
            if let contact = try session.snapshot.contact(key) { try body(contact) }
        }
    }

    /// Writes the contacts that meet an expression to a file, and records it.
    public func export(
        where expression: String?, to path: String, options: ExportOptions, progress: (Int) -> Void = { _ in }
    ) throws -> ExportReport {
        let (session, query) = try query(where: expression ?? "contact.all()")
        var options = options
        options.filter = expression
        options.rule = FilterWords(catalog: session.snapshot.catalog).words(query.filter)
        options.createdAt = SystemClock.now
        return try ExportRecorder(workspace: workspace, clock: session.context.clock).record(path, options) {
            try ContactExporter(snapshot: session.snapshot, options: options).run(query, to: path, progress: progress)
        }
    }

    private var now: Timestamp { options.now ?? SystemClock.now }

    func argumentsText() throws -> String? {
        guard !options.arguments.isEmpty else { return nil }
        let secrets = try Secrets.load(from: workspace.path)
        return ArgumentCoding.text(options.arguments.mapValues { secrets.redacted($0) })
    }

    func plan(
        _ script: Script, now: Timestamp, attempt: Int = 1, writesFiles: Bool = false, _ opened: (ScriptSession) -> Void = { _ in }
    ) throws -> (session: ScriptSession, plan: Plan) {
        let session = try ScriptSession(
            workspace: workspace, script: script, options: options, now: now, attempt: attempt, writesFiles: writesFiles)
        opened(session)
        try session.run(script)
        return (session, try plan(of: session, script, now: now))
    }

    /// What a session has staged so far.
    func plan(of session: ScriptSession, _ script: Script, now: Timestamp) throws -> Plan {
        let summary = try session.snapshot.summary()
        try checkSecrets(session, summary)
        let changeGuard = workspace.configuration.changeGuard.overridden(by: session.context.job.changeGuard).overridden(
            by: options.changeGuard)
        return Plan(
            script: script.name, hash: script.hash, now: now, sequence: session.snapshot.sequence, summary: summary,
            sample: try session.snapshot.sample(options.sampleSize).map { $0.redacted(by: session.context.secrets) },
            job: session.context.jobName, requests: try session.snapshot.stagedRequests(limit: options.sampleSize),
            mirror: try session.snapshot.mirrorAge(), delivery: try session.snapshot.deliveryEstimate(),
            eventDelivery: session.context.job.eventDelivery,
            changeGuard: changeGuard, violations: changeGuard.violations(of: summary))
    }

    /// A secret goes out with requests and nowhere else: what a run writes, plans, journals and exports would show.
    private func checkSecrets(_ session: ScriptSession, _ summary: ChangeSummary) throws {
        let secrets = session.context.secrets
        let names = summary.groups.map(\.title) + summary.events.map(\.name) + [session.context.jobName]
        guard try session.snapshot.stages(anyOf: secrets.texts) || names.contains(where: { secrets.redacted($0) != $0 }) else { return }
        let message = "what the script wants changed holds the value of a secret; secrets go out with requests alone"
        throw RunError.script(LuaError(kind: .runtime, message: message, script: session.scriptName))
    }

    /// A script that fails leaves a record of it; what it had staged is gone with its snapshot.
    private func recordingFailure<Result>(
        _ draft: RunDraft, _ now: Timestamp, _ body: ((ScriptSession) -> Void) throws -> Result
    ) throws -> Result {
        var session: ScriptSession?
        do {
            return try body { session = $0 }
        } catch let error as RunError {
            let clock = LogicalClock(now: now, zone: workspace.configuration.zone)
            let shown =
                if let veil = session?.context.veil, case .script(let script) = error { veil.masked(script).description } else {
                    AddressMask.masked("\(error)")
                }
            let summary = ArgumentCoding.text(["error": shown])
            let record = try workspace.store.record(draft, status: .failed, summary: summary, clock: clock, finishedAt: SystemClock.now)
            try session?.snapshot.keepExchanges(of: record.id)
            throw error
        }
    }

    private func query(where expression: String) throws -> (ScriptSession, ContactQuery) {
        let script = Script(name: "(where)", source: expression)
        let session = try ScriptSession(workspace: workspace, script: script, options: options, now: now)
        switch try session.evaluate(expression, name: script.name).first {
        case .object(let object as FilterObject)?: return (session, ContactQuery(object.filter))
        case .object(let object as QueryObject)?: return (session, object.query)
        case .boolean?:
            throw ScriptError.usage("(where): the expression is a boolean; use & | ~ instead of and, or, not, and :eq() instead of ==")
        default:
            throw ScriptError.usage("(where): the expression must be a condition such as contact.status:eq \"subscribed\"")
        }
    }
}
