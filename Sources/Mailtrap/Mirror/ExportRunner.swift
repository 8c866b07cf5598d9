import Contacts

/// Gets an export from the account: begins it when the account is free, asks until it is finished, and fetches its file.
struct ExportRunner {
    let api: ContactsAPI
    /// How long the account may take for one.
    var patience: Duration = .seconds(1_800)

    /// The first and the longest wait between two questions. A file of some ten thousand contacts is there in a second.
    private static let firstWait: Duration = .milliseconds(300)
    private static let longestWait: Duration = .seconds(10)

    private var minutes: Int { max(1, Int(patience / .seconds(60))) }

    /// Begins an export. Another one that is running is waited for.
    func begin(_ filters: [ExportFilter], waiting: () -> Void) async throws -> Int64 {
        let end = ContinuousClock.now + patience
        var wait: Duration = .seconds(1)
        while true {
            let problem: CallError
            do {
                return try await api.createExport(filters).id
            } catch {
                problem = error
            }
            if case .refused(let error) = problem, error.isPreviousExport {
                waiting()
            } else if !problem.mayHaveActed || ContinuousClock.now >= end {
                // Where it may be running, it is the one to wait for, and its number is not known.
                throw problem
            }
            guard ContinuousClock.now < end else { throw PullError.previousExport(minutes: minutes) }
            try await api.settings.sleep(wait)
            wait = min(wait * 2, .seconds(20))
        }
    }

    /// Waits for an export and fetches it. Answers false where there is no such export any more, or its link is dead.
    func fetch(_ id: Int64, to path: String) async throws -> Bool {
        let end = ContinuousClock.now + patience
        var wait = Self.firstWait
        while true {
            guard let export = try await api.export(id) else { return false }
            if export.status == .failed { throw PullError.exportFailed }
            if export.status == .finished, let link = export.url {
                return try await fetch(link, path)
            }
            guard ContinuousClock.now < end else { throw PullError.exportNeverFinished(minutes: minutes) }
            try await api.settings.sleep(wait)
            wait = min(wait * 1.5, Self.longestWait)
        }
    }

    private func fetch(_ link: String, _ path: String) async throws(PullError) -> Bool {
        let problem: PullError
        do {
            try await ExportDownload(settings: api.settings).fetch(link, to: path)
            return true
        } catch {
            problem = error
        }
        guard case .linkRefused(let status) = problem, [403, 404, 410].contains(status) else { throw problem }
        return false
    }
}
