import ContactStore
import Contacts
import Lua
import Synchronization

/// Scripts line by line: expressions and statements on one snapshot, whose intents wait until they are committed or dropped.
///
/// A line is a chunk of its own, as in Lua's own interpreter: globals stay, `local` names last for the line. Use it on one
/// thread; ``interrupt()`` may come from another.
public final class ScriptConsole {
    public let workspace: Workspace
    private let options: RunOptions
    private var session: ScriptSession
    private var now: Timestamp
    private var globals: ConsoleGlobals
    /// What was evaluated since the snapshot was taken: the text that the run's hash is of.
    private var history: [String] = []
    private let interrupter: Mutex<LuaInterrupt>

    /// As messages and the journal call it.
    public static let name = "repl"
    private static let answer = "return "
    /// How many contacts of a query are shown.
    static let shownContacts = 20

    public init(workspace: Workspace, options: RunOptions = RunOptions()) throws {
        self.workspace = workspace
        var options = options
        options.printsData = true
        self.options = options
        now = options.now ?? SystemClock.now
        session = try Self.open(workspace, options, now)
        globals = try ConsoleGlobals(session.state)
        interrupter = Mutex(session.state.interrupter)
    }

    // MARK: Lines

    /// Whether a text is the beginning of a statement that goes on in the next line.
    public func isIncomplete(_ text: String) -> Bool {
        // The line before may have been interrupted, and compiling looks at that too.
        interrupter.withLock { $0.reset() }
        guard !isExpression(text) else { return false }
        do throws(LuaError) {
            try session.state.check(Array(text.utf8), name: Self.name)
            return false
        } catch {
            return error.kind == .syntax && error.message.hasSuffix("near <eof>")
        }
    }

    /// Runs a text and answers what it comes to.
    ///
    /// - Parameter line: the line that messages give to the text's first.
    /// - Throws: ``RunError`` where it fails; what it had staged until then stays staged.
    public func evaluate(_ text: String, line: Int = 1) throws -> [ConsoleValue] {
        interrupter.withLock { $0.reset() }
        session.output.reset()
        history.append(text)
        let isExpression = isExpression(text)
        let source = String(repeating: "\n", count: line - 1) + (isExpression ? Self.answer : "") + text
        session.context.veil.learn(source: Array(text.utf8))
        let values: [LuaValue]
        do throws(LuaError) {
            values = try session.state.run(Array(source.utf8), name: Self.name)
        } catch {
            // The line has run; what it comes to is of a kind that only Lua has.
            if error.kind == .conversion { return [.text("(\(error.message))")] }
            var error = error
            if isExpression, let excerpt = error.excerpt, excerpt.hasPrefix(Self.answer) {
                error.excerpt = String(excerpt.dropFirst(Self.answer.count))
            }
            // A statement that was given up while it staged took along all that was staged.
            let isLost = !session.snapshot.isOpen
            if isLost { error.message += "; what was staged is dropped" }
            let shown = session.unwrapped(error)
            if isLost { _ = try reset() }
            throw shown
        }
        let secrets = session.context.secrets
        return try values.map { value in
            let answer = try ConsoleReader(session: session).value(value)
            return if case .text(let text) = answer { .text(secrets.redacted(text)) } else { answer }
        }
    }

    /// What `explain` says of a query or a condition.
    public func explain(_ text: String) throws -> String {
        interrupter.withLock { $0.reset() }
        let source = """
            local query = \(text)
            if type(query) ~= "userdata" then error("a query or a condition is explained, not a " .. type(query), 0) end
            return (query.explain and query or contact.where(query)):explain()
            """
        do throws(LuaError) {
            guard case .string(let words)? = try session.state.run(Array(source.utf8), name: Self.name).first else { return "" }
            return session.context.secrets.redacted(words)
        } catch {
            throw session.unwrapped(error)
        }
    }

    /// How the end of a line may go on.
    public struct Completion: Sendable, Hashable {
        /// What is there of the word, behind the last `.` or `:`.
        public let typed: String
        /// What it may become, sorted.
        public let words: [String]
    }

    /// How the word at the end of a text may go on.
    public func completion(of text: String) -> Completion {
        ConsoleCompleter(session: session, globals: globals).completion(of: text)
    }

    /// Stops the running line; from any thread.
    public func interrupt() {
        interrupter.withLock { $0.interrupt("interrupted") }
    }

    // MARK: Intents

    /// What is staged.
    public func plan() throws -> Plan {
        try ScriptRunner(workspace: workspace, options: options).plan(of: session, script, now: now)
    }

    /// Drops what is staged and takes a fresh snapshot. Answers the globals that did not come along.
    public func reset() throws -> [String] {
        now = options.now ?? SystemClock.now
        let fresh = try Self.open(workspace, options, now)
        let names = try ConsoleGlobals(fresh.state)
        let lost = try globals.carry(from: session, to: fresh)
        session = fresh
        globals = names
        history = []
        interrupter.withLock { $0 = fresh.state.interrupter }
        return lost
    }

    /// Commits what is staged as a run, under the guards, and takes a fresh snapshot. Where a guard refuses it, it stays staged.
    ///
    /// - Throws: `CommitError.conflicts` where contacts changed meanwhile; what was staged is dropped then.
    public func commit() throws -> (outcome: RunOutcome, lost: [String]) {
        let script = script
        let plan = try plan()
        let draft = RunDraft(kind: .run, name: script.name, hash: script.hash, startedAt: SystemClock.now)
        switch Result(catching: {
            try session.context.transfers.seal()
            let committer = Committer(
                workspace: workspace, log: options.log, webClient: options.webClient, transfers: session.context.transfers)
            return try committer.commit(session.snapshot, plan, draft)
        }) {
        case .success(let outcome):
            guard case .committed = outcome else { return (outcome, []) }
            return (outcome, try reset())
        case .failure(let error):
            _ = try reset()
            throw error
        }
    }

    private var script: Script { Script(name: Self.name, source: history.joined(separator: "\n")) }

    private func isExpression(_ text: String) -> Bool {
        (try? session.state.check(Array((Self.answer + text).utf8), name: Self.name)) != nil
    }

    private static func open(_ workspace: Workspace, _ options: RunOptions, _ now: Timestamp) throws -> ScriptSession {
        try ScriptSession(
            workspace: workspace, script: Script(name: name, source: ""), options: options, now: now, writesFiles: true,
            vocabulary: .everything)
    }
}
