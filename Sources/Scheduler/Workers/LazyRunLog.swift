import Automation

/// A run's log that is made with its first line: most runs have nothing to say.
final class LazyRunLog {
    private let logs: RunLogs
    private let run: Int64
    private var isTried = false
    private var log: RunLog?

    init(_ logs: RunLogs, run: Int64) {
        self.logs = logs
        self.run = run
    }

    func write(_ entry: LogEntry) { opened?.write(entry) }
    func print(_ line: String) { opened?.print(line) }

    /// Nil where it cannot be made: a disk that is full stops no run.
    private var opened: RunLog? {
        if !isTried {
            isTried = true
            log = try? logs.open(run)
        }
        return log
    }
}
