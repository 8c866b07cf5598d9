public import Contacts

/// How a scheduler of a workspace runs.
public struct ServiceOptions: Sendable {
    /// How many workers there are; nil is what the settings say, or the number of processors.
    public var workers: Int?
    /// How long a scheduler that is told to end lets its runs go on; nil is what the settings say.
    public var drain: Span?
    /// Whether it ends when nothing is queued that is due, and nothing runs.
    public var endsWhenIdle = false
    /// Where metrics are kept, for a host that shows them. Without one, a registry is made where the settings name a file of metrics, and
    /// else they go to what the process has for them.
    public var registry: PrometheusRegistry?
    /// The program and arguments that start a worker: it opens the workspace and calls ``Worker/run()`` with ``Worker/descriptor``.
    public var workerCommand: [String]

    public init(workerCommand: [String]) {
        self.workerCommand = workerCommand
    }
}
