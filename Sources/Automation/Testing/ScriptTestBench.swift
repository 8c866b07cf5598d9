import ContactStore
import Contacts
import Lua

/// The workspace of one running test: a store of its own in a folder of its own, a clock that stands still, and what was run.
///
/// Fixtures are gathered in one snapshot and written when something reads them, so that a hundred of them cost one commit.
final class ScriptTestBench {
    private let original: Workspace
    let workspace: Workspace
    private let folder: TemporaryFolder
    private let options: RunOptions
    private let write: (String) -> Void
    private(set) var clock: LogicalClock
    private var fixtures: Snapshot?
    private var ids = UUIDv7Generator()
    private var random = SplitMix64(seed: 0)
    private var lastRun: Int64?

    /// Where a test's clock stands before the test sets it.
    static let start = Timestamp(milliseconds: 1_767_225_600_000)

    init(workspace original: Workspace, template: ScriptTestTemplate, options: RunOptions, write: @escaping (String) -> Void) throws {
        self.original = original
        folder = try TemporaryFolder()
        workspace = try template.workspace(like: original, in: folder)
        self.options = options
        self.write = write
        clock = LogicalClock(now: Self.start, zone: original.configuration.zone)
    }

    // MARK: Fixtures

    func setClock(_ now: Timestamp) throws {
        try flush()
        clock = LogicalClock(now: now, zone: clock.zone)
    }

    /// The snapshot that fixtures are staged in.
    func staging() throws -> Snapshot {
        if let fixtures { return fixtures }
        let snapshot = try workspace.store.snapshot(clock: clock)
        fixtures = snapshot
        return snapshot
    }

    func nextID(at created: Timestamp) -> UUIDv7 { ids.next(milliseconds: created.milliseconds, random: &random) }

    func suppress(_ email: EmailAddress) throws {
        try flush()
        try workspace.store.suppress(email, reason: "test", at: clock.now)
    }

    func write(_ text: [UInt8], to name: String) throws { try folder.write(text, to: name) }

    /// The bytes of a file of the test's workspace; nil where there is none.
    func file(_ name: String) -> [UInt8]? { try? TextFile.read(folder.path + "/" + name) }

    /// A view of the contacts as they are now.
    func snapshot() throws -> Snapshot {
        try flush()
        return try workspace.store.snapshot(clock: clock)
    }

    /// Writes what was staged of the fixtures.
    private func flush() throws {
        guard let snapshot = fixtures else { return }
        fixtures = nil
        _ = try snapshot.commit(RunDraft(kind: .importContacts, name: "fixtures", startedAt: clock.now), finishedAt: clock.now)
    }

    // MARK: Runs

    /// Runs a script, or plans it only.
    func run(_ name: String, commits: Bool, arguments: [String: String], changeGuard: ChangeGuard) throws -> Plan {
        try flush()
        let runner = runner(arguments, changeGuard)
        let script = try script(name)
        guard commits else { return try runner.plan(script) }
        let outcome = try runner.run(script)
        if case .committed(let record, _) = outcome { lastRun = record.id }
        return outcome.plan
    }

    /// Takes the last committed run back.
    func undo(resubscribes: Bool) throws {
        try flush()
        guard let run = lastRun else { throw ScriptAssertion(description: "there is no run to undo") }
        lastRun = nil
        let outcome = try Undoer(workspace: workspace).undo(run, now: clock.now, resubscribes: resubscribes)
        if case .conflicting(let report) = outcome {
            throw ScriptAssertion(
                description: "the undo meets \(report.conflictCount) conflicts",
                details: report.conflicts.map { $0.words(showingData: true) })
        }
    }

    /// How many contacts meet an expression; all of them where it is nil.
    func count(_ expression: String?) throws -> Int {
        try flush()
        return try runner([:], ChangeGuard()).count(where: expression ?? "contact.all()")
    }

    private func runner(_ arguments: [String: String], _ changeGuard: ChangeGuard) -> ScriptRunner {
        var options = options
        options.now = clock.now
        options.arguments = arguments
        options.changeGuard = changeGuard
        options.sampleSize = .max
        options.webClient = options.webClient ?? NoNetwork()
        // What a test's contacts hold is made up, and what a failure is told by.
        options.showsData = true
        options.print = write
        options.log = { [write] in write($0.text) }
        return ScriptRunner(workspace: workspace, options: options)
    }

    /// `sunset` is `scripts/sunset.lua` of the workspace; a name with an ending is a path from the workspace's folder.
    private func script(_ name: String) throws -> Script {
        let file = name.hasSuffix(".lua") ? name : "scripts/\(name).lua"
        do {
            return try Script(path: file.hasPrefix("/") ? file : original.path + "/" + file, name: file)
        } catch {
            let known = ScriptTestFile.names(in: original.scriptsPath).filter { $0.hasSuffix(".lua") }.map { String($0.dropLast(4)) }
            throw ScriptError.usage("there is no script \(file)\(Suggestion.phrase(for: name, in: known)) (\(error))")
        }
    }
}
