/// Why there is a run. The raw values are stored, and scripts read them as `run.trigger.kind`.
public enum RunCause: String, Sendable, CaseIterable {
    case schedule
    /// `lunation trigger`.
    case manual
    /// `lunation enqueue`.
    case enqueue
    /// `lunation retry`.
    case retry
    case after
    case event
    case enter
    case leave
    case importFinished = "import"
    case startup
}
