import Contacts
import Formats

/// What a webhook is told of a job.
struct WebhookEvent: Hashable, Sendable {
    enum Kind: String, Sendable {
        case failure
        case recovery

        /// What a run that will not be tried again has to tell: each failure, and the first success after failures; nil for
        /// another success.
        ///
        /// - Parameter streak: the job's before this run: below zero after failures.
        init?(succeeded: Bool, streakBefore streak: Int) {
            if succeeded, streak >= 0 { return nil }
            self = succeeded ? .recovery : .failure
        }
    }

    var kind: Kind
    /// The job's name, or the script's path.
    var job: String
    var run: Int64
    var attempt: Int
    var error: String?
    var scheduledAt: Timestamp
    var finishedAt: Timestamp
    /// The job's after this run: runs in a row that went well or, below zero, that did not.
    var streak: Int
    var logTail = ""

    /// As it is sent, but for what must not be said.
    func json(workspace: String, masked: (String) -> String) -> JSONValue {
        [
            "event": .string(kind.rawValue), "workspace": .string(masked(workspace)), "job": .string(masked(job)), "run": .integer(run),
            "attempt": .integer(Int64(attempt)), "error": error.map { .string(masked($0)) } ?? .null,
            "scheduled_at": .string(scheduledAt.description), "finished_at": .string(finishedAt.description),
            "streak": .integer(Int64(streak)), "log_tail": .string(masked(logTail)),
        ]
    }
}
