import ContactStore
import Contacts
import Scheduling

extension ScriptRunner {
    /// What a script would do to today's contacts if it were told what an earlier run was: with that run's answers over HTTP, its
    /// clock, its arguments, its trigger and its random numbers. Clock and arguments of the options come first. Nobody is asked.
    ///
    /// - Parameter path: a file that the plan is written to.
    /// - Throws: as ``plan(_:)``, `CommitError.noSuchRun`, and ``ReplayError`` where the run was no script's.
    public func plan(_ script: Script, replaying run: Int64, savingTo path: String? = nil) throws -> Plan {
        guard let recording = try workspace.store.recording(of: run) else { throw CommitError.noSuchRun(run) }
        guard recording.run.kind == .run else { throw ReplayError.ofNoScript(run: run, kind: recording.run.kind.rawValue) }
        let answers = RecordedAnswers(recording, secrets: try Secrets.load(from: workspace.path))
        var runner = self
        runner.options.now = options.now ?? recording.run.logicalNow
        runner.options.arguments = (recording.arguments.map(ArgumentCoding.arguments) ?? [:]).merging(options.arguments) { $1 }
        runner.options.webClient = answers
        runner.options.seedSequence = recording.sequence
        if options.trigger == nil, let queued = try workspace.store.queuedRun(run) {
            runner.options.trigger = RunTrigger(cause: queued.cause, name: queued.follows, batch: queued.batch)
        }
        let plan = try path.map { try runner.plan(script, savingTo: $0) } ?? runner.plan(script)
        if answers.count > 0 {
            let words = answers.count == 1 ? "1 answer" : "\(answers.count) answers"
            let message = "the script has not asked for \(words) that run \(run) was given"
            options.log(LogEntry(level: .warning, message: message, fields: [:], script: nil, line: nil))
        }
        return plan
    }
}
