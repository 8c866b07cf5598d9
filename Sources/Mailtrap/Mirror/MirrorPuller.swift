public import ContactStore
public import Contacts
import Formats
import Glibc

/// Brings a store up to what its account holds: exports are asked for one after the other, downloaded, and taken in as one run.
///
/// It can be cut short anywhere: the store is before or after it, and what has been downloaded is used by the next one.
public struct MirrorPuller: Sendable {
    let store: ContactStore
    let remote: Remote
    let api: ContactsAPI
    /// The workspace's folder.
    let folder: String
    let options: PullOptions
    let now: @Sendable () -> Timestamp
    /// Told what is going on.
    let progress: @Sendable (String) -> Void

    private static let mostConflicts = 5

    public init(
        store: ContactStore, remote: Remote, api: ContactsAPI, folder: String, options: PullOptions = PullOptions(),
        now: @escaping @Sendable () -> Timestamp, progress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        self.remote = remote
        self.api = api
        self.folder = folder
        self.options = options
        self.now = now
        self.progress = progress
    }

    /// Pulls.
    ///
    /// - Throws: ``PullError``, ``CallError``, ``MirrorError``, ``StoreError``, or a `FormatError`.
    public func pull() async throws -> PullReport {
        try store.checkWritable()
        let files = try PullFolder(in: folder)
        if options.restarts { files.clear() }
        let earlier = files.state(baseURL: remote.baseURL, account: remote.account, now: now())
        if earlier == nil { files.clear() }
        let download = PullDownload(api: api, files: files, options: options, progress: progress)
        let start = PullState(baseURL: remote.baseURL, account: remote.account, startedAt: now())
        let (state, scan, problem) = try await download.run(earlier ?? start)
        progress("taking in \(scan.rows) contacts")
        let (run, report) = try merge(MirrorMerger(folder: files, state: state, scan: scan))
        files.clear()
        var result = PullReport(
            run: run.id, mirror: report, calls: api.callCount, exports: state.done.count, startedAt: state.startedAt)
        result.unknownColumns = scan.header?.unknown ?? []
        result.suppressionProblem = problem
        result.isResumed = earlier != nil
        return result
    }

    private func merge(_ merger: MirrorMerger) throws -> (RunRecord, MirrorReport) {
        var options = MirrorOptions(startedAt: merger.state.startedAt)
        options.resubscribes = self.options.resubscribes
        options.mostDeletions = self.options.mostDeletions
        for _ in 0..<Self.mostConflicts {
            let started = now()
            let snapshot = try store.snapshot(clock: LogicalClock(now: started, zone: .utc))
            var ids = UUIDv7Generator()
            var random = SystemRandomNumberGenerator()
            let stager = MirrorStager(snapshot: snapshot, account: remote.account, options: options) {
                ids.next(milliseconds: $0.milliseconds, random: &random)
            }
            try merger.stage(stager)
            do {
                let draft = RunDraft(kind: .pull, name: remote.accountName, startedAt: started)
                return (try snapshot.commit(draft, finishedAt: now()), stager.report)
            } catch CommitError.conflicts {
                progress("the workspace has changed meanwhile: once again")
            }
        }
        throw PullError.changedMeanwhile
    }
}
