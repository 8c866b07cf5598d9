import Formats
import Lunation

/// An error as the program shows it: an exit code, a line, and what helps to mend it.
struct Failure {
    let status: ExitStatus
    var message: String
    /// The failing line and the way to it.
    var details: [String] = []

    /// Nil for what is the argument parser's to tell.
    init?(_ error: any Error) {
        switch error {
        case let error as RunError:
            status = error.isLimit ? .limit : .script
            message = error.description
            if case .script(let error) = error { details = Self.details(error) }
        case let error as LuaError:
            (status, message, details) = (.script, error.description, Self.details(error))
        case let error as ScriptError:
            switch error {
            case .unreadable: status = .unusable
            case .outside: status = .usage
            case .usage: status = .script
            }
            message = error.description
        case let error as CommitError:
            switch error {
            case .conflicts(let conflicts, let total):
                status = .conflict
                _ = Disclosure.words(error)
                message = Self.conflict(conflicts, total)
                details = conflicts.map { "  \($0.words(showingData: Disclosure.isAsked))" }
            case .noSuchRun, .notUndoable:
                (status, message) = (.usage, error.description)
            }
        case let error as StoreError: (status, message) = (.unusable, error.description)
        case let error as WorkspaceError: (status, message) = (.unusable, error.description)
        case let error as FormatError: (status, message) = (.unusable, error.description)
        case let error as PlanError: (status, message) = (.unusable, error.description)
        case let error as ImportError:
            if case .notResumable = error { status = .usage } else { status = .unusable }
            message = Disclosure.words(error)
        case let error as ExportError: (status, message) = (.usage, error.description)
        case let error as StagingError: (status, message) = (.usage, error.description)
        case let error as Invalid: (status, message) = (.usage, error.description)
        case let error as ServerError:
            switch error {
            case .badAddress, .unprotected, .incompleteTLS: status = .usage
            case .badCertificate, .unbindable: status = .unusable
            }
            message = error.description
        case ServedError.store(let error): (status, message) = (.unusable, error.description)
        case let error as ServedError: (status, message) = (.usage, error.description)
        case let error as SchedulerError: (status, message) = (.unusable, error.description)
        case let error as ClaimError: (status, message) = (.conflict, error.description)
        case let error as CronError: (status, message) = (.usage, error.description)
        case let error as CronRequestError: (status, message) = (.usage, error.description)
        case let error as QueueError: (status, message) = (.usage, error.description)
        case let error as ReplayError: (status, message) = (.usage, error.description)
        case let error as EnqueueError: (status, message) = (.usage, error.description)
        case let error as JobError: (status, message) = (.script, error.description)
        case let error as SimulationError:
            if case .noSuchJob = error { status = .usage } else { status = .unusable }
            message = error.description
        case let error as DeliveryError:
            if case .busy = error { status = .conflict } else { status = .unusable }
            message = error.description
        case let error as RemoteError: (status, message) = (.usage, error.description)
        case let error as TokenError: (status, message) = (.unusable, error.description)
        case let error as RemoteSetupError: (status, message) = (error.isUsage ? .usage : .unusable, error.description)
        case let error as CallError: (status, message) = (.unusable, Disclosure.words(error))
        case let error as LimiterError: (status, message) = (.unusable, error.description)
        case let error as MirrorError:
            if case .parted = error { status = .conflict } else { status = .refused }
            message = error.description
        case let error as PullError:
            switch error {
            case .busy, .changedMeanwhile: status = .conflict
            default: status = .unusable
            }
            message = error.description
        case let error as FilterError: (status, message) = (.script, error.description)
        default: return nil
        }
    }

    func text(_ style: Style) -> String {
        ([style.red("error:") + " " + message] + details).joined(separator: "\n") + "\n"
    }

    /// The failing line with its number, and the calls that led to it where there is more than one.
    private static func details(_ error: LuaError) -> [String] {
        var details: [String] = []
        if let line = error.line, let excerpt = error.excerpt { details.append("  \(line) | \(excerpt)") }
        guard error.traceback.count > 1 else { return details }
        // A recursion is one line, however deep it went.
        var calls: [(text: String, count: Int)] = []
        for frame in error.traceback {
            let text = "  at \(frame.script):\(frame.line)" + (frame.function.map { " in \($0)" } ?? "")
            if calls.last?.text == text { calls[calls.count - 1].count += 1 } else { calls.append((text, 1)) }
        }
        details += calls.map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count) times)" }
        return details
    }

    /// What has changed: contacts where it is contacts alone, else changes of anything.
    private static func conflict(_ conflicts: [Conflict], _ total: Int) -> String {
        let isOfContacts = conflicts.allSatisfy { $0.isOfContact }
        let what =
            switch (isOfContacts, total) {
            case (true, 1): "contact has changed"
            case (true, _): "contacts have changed"
            case (false, 1): "thing has changed"
            case (false, _): "things have changed"
            }
        return "\(Numbers.text(total)) \(what) since; nothing was written"
    }
}
