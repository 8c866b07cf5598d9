public import Scheduling

extension ContactStore {
    /// A run of the queue by its number.
    public func queuedRun(_ number: Int64) throws -> QueuedRun? {
        let connection = try connect(.run)
        return try translating { try RunLister(connection: connection).run(number) }
    }

    /// The runs: those that are running, those that wait, and then those that are over, each newest first.
    public func listedRuns(_ filter: RunFilter = RunFilter(), limit: Int = 50) throws -> [ListedRun] {
        try reading { connection in
            let lister = RunLister(connection: connection)
            if let job = filter.job, try !lister.knows(job) { _ = try JobFinder(connection: connection).job(named: job) }
            let open = try lister.open(filter, limit: limit)
            return try open + lister.over(filter, limit: limit - open.count)
        }
    }
}
