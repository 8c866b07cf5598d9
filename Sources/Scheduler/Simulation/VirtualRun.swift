import Automation
import Contacts
import Scheduling

/// A run that a worker of a simulation is at.
struct VirtualRun {
    enum Stage {
        /// Its script has come to its end by the time it is here, and it is committed then.
        case planned(PlannedRun)
        /// It has ended by then, and its scheduler is told.
        case ended(RunEnd)
    }

    let run: QueuedRun
    /// When it goes on.
    let at: Timestamp
    let stage: Stage
}
