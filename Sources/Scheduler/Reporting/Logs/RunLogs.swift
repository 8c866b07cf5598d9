public import Automation
import Contacts
import Glibc

/// The logs of a workspace's runs: `.lunation/logs/RUN.jsonl`.
public struct RunLogs: Sendable {
    let folder: String

    private static let suffix = ".jsonl"

    public init(of workspace: Workspace) {
        self.init(folder: workspace.logsPath)
    }

    init(folder: String) {
        self.folder = folder
    }

    /// Where the log of a run is, once it has said something.
    public func path(of run: Int64) -> String { "\(folder)/\(run)\(Self.suffix)" }

    /// Opens a run's log for adding to it, and makes the folder where it is missing.
    func open(_ run: Int64) throws(WorkspaceError) -> RunLog {
        let parent = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
        for path in [parent, folder] where !path.isEmpty && mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw .unwritable(path: path, reason: String(cString: strerror(errno)))
        }
        return try RunLog(path: path(of: run))
    }

    public func reader(of run: Int64) -> RunLogReader { RunLogReader(path: path(of: run)) }

    /// The end of a run's log: whole lines, as many as fit; nothing where there is none.
    func tail(of run: Int64, bytes: Int) -> String { LogTail.of(file: path(of: run), bytes: bytes) }

    /// Removes the logs that nothing was added to since an instant, and answers how many.
    @discardableResult
    func prune(olderThan limit: Timestamp) -> Int {
        guard let directory = opendir(folder) else { return 0 }
        defer { closedir(directory) }
        var count = 0
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            // What has another name is somebody else's.
            guard name.hasSuffix(Self.suffix), Int64(name.dropLast(Self.suffix.count)) != nil,
                lstat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                Int64(status.st_mtim.tv_sec) * 1_000 + Int64(status.st_mtim.tv_nsec) / 1_000_000 < limit.milliseconds
            else { continue }
            if unlink("\(folder)/\(name)") == 0 { count += 1 }
        }
        return count
    }
}
