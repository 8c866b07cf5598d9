import Scheduling

extension QueueTransaction {
    /// A run of the queue that somebody has named.
    func knownRun(_ number: Int64) throws -> QueuedRun {
        if let run = try run(number) { return run }
        let isRecorded = try connection.integer("SELECT 1 FROM run WHERE id = ?", [.integer(number)]) != nil
        throw isRecorded ? QueueError.notOfTheQueue(number) as any Error : CommitError.noSuchRun(number)
    }
}
