import ArgumentParser
import Lunation

/// Reads lines, evaluates them, prints what they come to.
final class Repl {
    private let console: ScriptConsole
    private let source: any LineSource
    private let output = Terminal.standardOutput
    private let errors = Terminal.standardError
    /// Lines read so far, and the one that the statement begins in.
    private var lineCount = 0
    private var firstLine = 1

    private static let help = """
        An expression prints its value: a query prints its first contacts, a contact its properties, a condition its words.
        A statement stages what it wants changed. Globals stay; a local lasts for its line.

          plan, :plan         what is staged
          :commit             commits it as a run, under the guards; in a pipe ':commit yes'
          :reset              drops it, and takes a fresh snapshot of the contacts
          :explain QUERY      a query or a condition in words, its SQL and the database's plan for it
          :help, :quit        this; the end, as is Ctrl-D
        Tab completes, Ctrl-R searches earlier lines, Ctrl-C ends a running line.
        """
    private static let commands = [":plan", ":commit", ":reset", ":explain", ":help", ":quit"]

    init(console: ScriptConsole, source: any LineSource) {
        self.console = console
        self.source = source
    }

    /// Goes on until the lines end. A person goes on after an error; of a pipe, the first error ends it.
    func run() throws {
        if source.isInteractive { write("lunation \(LunationCommand.configuration.version): :help says what there is\n") }
        loop: while let text = try statement() {
            let line = Self.trimmed(text)
            if line.isEmpty { continue }
            if [":quit", "quit", "exit"].contains(line) { break loop }
            do {
                try answer(line, text)
            } catch {
                guard source.isInteractive, let failure = failure(error, text) else { throw error }
                errors.write(failure.text(errors.style))
            }
        }
        let plan = try console.plan()
        if !plan.summary.isEmpty { errors.write("not committed: \(Self.words(plan))\n") }
    }

    /// The lines of one statement; nil at the end of all.
    private func statement() throws -> String? {
        var text = ""
        while true {
            switch source.next(text.isEmpty ? .statement : .continuation) {
            case .interrupted: text = ""
            case .end:
                if text.isEmpty, source.isInteractive { write("\n") }
                return text.isEmpty ? nil : text
            case .text(let line):
                lineCount += 1
                if text.isEmpty { firstLine = lineCount }
                if !Self.trimmed(line).isEmpty { source.remember(line) }
                text += text.isEmpty ? line : "\n" + line
                if Self.trimmed(text).first == ":" || !console.isIncomplete(text) { return text }
            }
        }
    }

    private func answer(_ line: String, _ text: String) throws {
        let name = String(line.prefix { !$0.isWhitespace })
        let rest = Self.trimmed(String(line.dropFirst(name.count)))
        switch name {
        case "plan" where rest.isEmpty, ":plan": write(lines(PlanReport(plan: try console.plan()).lines(output.style)))
        case "help" where rest.isEmpty, ":help": write(Self.help + "\n")
        case ":reset": tell(lost: try console.reset())
        case ":commit": try commit(rest)
        case ":explain":
            guard !rest.isEmpty else { throw ScriptError.usage(":explain takes a query or a condition") }
            write(try console.explain(rest) + "\n")
        case _ where name.hasPrefix(":"):
            throw ScriptError.usage("there is no \(name)\(Suggestion.phrase(for: name, in: Self.commands)); :help says what there is")
        default:
            for value in try console.evaluate(text, line: source.isInteractive ? 1 : firstLine) {
                write(lines(ConsoleText.lines(value, width: output.width, output.style)))
            }
        }
    }

    private func commit(_ word: String) throws {
        let plan = try console.plan()
        guard !plan.summary.isEmpty else { return write("nothing is staged\n") }
        if word != "yes" {
            guard source.isInteractive else {
                throw ScriptError.usage("nobody can be asked here: write ':commit yes'")
            }
            write(lines(PlanReport(plan: plan).lines(output.style)))
            guard case .text(let answer) = source.next(.confirmation), Self.trimmed(answer) == "yes" else {
                return write("not committed; it stays staged\n")
            }
        }
        let (outcome, lost) = try console.commit()
        switch outcome {
        case .committed(let record, let plan):
            write("run \(record.id) committed: \(Self.words(plan)); take it back with: lunation undo \(record.id)\n")
            tell(lost: lost)
        case .refused(_, let plan):
            errors.write(lines(PlanReport(plan: plan, showsContacts: Disclosure.isAsked).refusal(errors.style)))
            if !source.isInteractive { throw ExitStatus.refused }
        }
    }

    private func tell(lost: [String]) {
        if !lost.isEmpty { write("gone with the old snapshot: \(lost.joined(separator: ", "))\n") }
    }

    /// An error in a line, whose text is on the screen already.
    private func failure(_ error: any Error, _ text: String) -> Failure? {
        guard var failure = Failure(error) else { return nil }
        if case RunError.script(let error)? = error as? RunError, error.script == ScriptConsole.name, !text.contains("\n") {
            failure.message = error.message
            failure.details = []
        }
        return failure
    }

    private func write(_ text: String) { output.write(text) }
    private func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

    private static func words(_ plan: Plan) -> String {
        let summary = plan.summary
        let parts =
            summary.groups.map { "\(Numbers.text($0.count)) \($0.title)" }
            + summary.events.map { "\(Numbers.text($0.count)) fire \($0.name)" }
        return parts.joined(separator: ", ")
    }

    private static func trimmed(_ text: String) -> String {
        let rest = text.drop { $0.isWhitespace }
        return String(rest.lastIndex { !$0.isWhitespace }.map { rest[...$0] } ?? "")
    }
}
