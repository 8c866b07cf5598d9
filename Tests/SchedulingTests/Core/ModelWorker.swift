import Contacts
import Scheduling

/// A worker process of the model: it takes its time, and may die, fall silent or come back from the dead.
struct ModelWorker {
    /// What it is at and what it has not begun.
    var assignments: [RunAssignment] = []
    /// When it is done with the first.
    var doneAt = Duration.zero
    /// Until when it is stopped.
    var stoppedUntil: Duration?
    /// What it is to say of the first.
    var result = RunEnd.Result.succeeded
    /// Whether it writes its changes itself.
    var commits = false
    /// Whether it never says that it lives again.
    var isSilent: Bool { stoppedUntil != nil }
}
