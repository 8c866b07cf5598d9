import Contacts
public import Scheduling

/// Why a request about a job or a run of the queue makes no sense; nothing was changed.
public enum QueueError: Error, Hashable, Sendable, CustomStringConvertible {
    /// - Parameter known: the names that there are.
    case noSuchJob(String, known: [String])
    case jobIsGone(String, script: String)
    /// A job whose script has never been read without an error.
    case jobIsBroken(String, reason: String)
    /// A run that was never in the queue, as those of `lunation run` are.
    case notOfTheQueue(Int64)
    case isOver(run: Int64, RunState)
    case isNotOver(run: Int64, RunState)
    case hasSucceeded(run: Int64)

    public var description: String {
        switch self {
        case .noSuchJob(let name, let known):
            known.isEmpty
                ? "no job '\(name)'; there are none: 'lunation serve' reads them from scripts with job { … }"
                : "no job '\(name)'\(Suggestion.phrase(for: name, in: known)); 'lunation jobs' lists them"
        case .jobIsGone(let name, let script): "job '\(name)' is gone: \(script) is not there any more or has no job { … } of that name"
        case .jobIsBroken(let name, let reason): "job '\(name)' cannot run: \(reason)"
        case .notOfTheQueue(let run): "run \(run) was never in the queue; 'lunation run' runs its script again"
        case .isOver(let run, let state): "run \(run) is over: \(Self.words(state))"
        case .isNotOver(let run, let state): "run \(run) is not over: \(Self.words(state))"
        case .hasSucceeded(let run): "run \(run) succeeded; there is nothing to retry"
        }
    }

    private static func words(_ state: RunState) -> String {
        switch state {
        case .queued: "it is queued"
        case .running: "it is running"
        case .succeeded: "it succeeded"
        case .refused: "a guard refused it"
        case .failed: "it failed"
        case .cancelled: "it was cancelled"
        }
    }
}
