import Formats
import Lunation

/// Whether a job is paused, as JSON.
enum PauseText {
    static func json(_ job: JobRecord, isChanged: Bool) -> JSONValue {
        [
            "job": .string(job.name), "state": .string(JobText.state(job)), "paused_at": QueueText.instant(job.pausedAt),
            "pause_reason": job.pauseReason.map { .string($0) } ?? .null, "changed": .bool(isChanged),
        ]
    }
}
