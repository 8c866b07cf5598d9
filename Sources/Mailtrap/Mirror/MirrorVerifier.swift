public import ContactStore
public import Contacts
import Glibc

/// Compares a store with fresh exports of its account: what a pull would change, without changing it.
public struct MirrorVerifier: Sendable {
    let store: ContactStore
    let remote: Remote
    let api: ContactsAPI
    let folder: String
    let options: PullOptions
    let now: @Sendable () -> Timestamp
    let progress: @Sendable (String) -> Void

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

    /// - Parameter limit: how many contacts that differ are answered.
    public func verify(limit: Int) async throws -> VerifyReport {
        let files = try PullFolder(in: folder, name: "verify")
        files.clear()
        defer { files.clear() }
        var download = PullDownload(api: api, files: files, options: options, progress: progress)
        download.options.pullsSuppressions = false
        let start = PullState(baseURL: remote.baseURL, account: remote.account, startedAt: now())
        let (state, scan, _) = try await download.run(start)
        progress("comparing \(scan.rows) contacts")
        return try compare(MirrorMerger(folder: files, state: state, scan: scan), limit: limit)
    }

    private func compare(_ merger: MirrorMerger, limit: Int) throws -> VerifyReport {
        var options = MirrorOptions(startedAt: merger.state.startedAt)
        options.resubscribes = true
        options.mostDeletions = .percent(100)
        let snapshot = try store.snapshot(clock: LogicalClock(now: now(), zone: .utc))
        var ids = UUIDv7Generator()
        var random = SystemRandomNumberGenerator()
        let stager = MirrorStager(snapshot: snapshot, account: remote.account, options: options) {
            ids.next(milliseconds: $0.milliseconds, random: &random)
        }
        try merger.stage(stager)
        let groups = try snapshot.summary().groups.filter { $0.kind != .createContact && $0.kind != .deleteContact && $0.kind != .reason }
        return VerifyReport(
            mirror: stager.report, groups: groups, sample: try snapshot.sample(limit), calls: api.callCount)
    }
}
