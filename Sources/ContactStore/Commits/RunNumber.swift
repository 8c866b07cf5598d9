/// The numbers of runs: those of the queue have theirs before they begin, the others when they are written.
enum RunNumber {
    static func next(_ connection: any SQLConnection) throws -> Int64 {
        let written = try connection.integer("SELECT max(id) FROM run") ?? 0
        let queued = try connection.integer("SELECT max(id) FROM job_run") ?? 0
        return max(written, queued) + 1
    }
}
