import Contacts
import Formats
import Glibc

/// The folder where a pull keeps what it has downloaded, until it is taken in. One process has it at a time.
final class PullFolder {
    let path: String
    private let descriptor: Int32

    /// - Parameter folder: the workspace's.
    init(in folder: String, name: String = "pull") throws(PullError) {
        path = folder + "/.lunation/" + name
        for folder in [folder + "/.lunation", path] where mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw .unwritable(path: folder, reason: String(cString: strerror(errno)))
        }
        descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .busy
        }
    }

    deinit {
        close(descriptor)
    }

    func file(_ name: String) -> String { "\(path)/\(name).csv.gz" }
    /// Suppressions, one a line.
    var suppressions: String { path + "/suppressions.jsonl" }
    private var statePath: String { path + "/state.json" }

    /// The pull that was cut short, where it is one of this account and not old.
    func state(baseURL: String, account: Int64, now: Timestamp) -> PullState? {
        guard let bytes = try? bytes(statePath), let json = try? JSONValue(parsing: bytes), let state = PullState(json: json),
            state.baseURL == baseURL, state.account == account,
            (0...PullState.longestAge).contains(now.milliseconds - state.startedAt.milliseconds),
            state.done.allSatisfy({ access(file($0), R_OK) == 0 })
        else { return nil }
        return state
    }

    func write(_ state: PullState) throws {
        let writer = try ByteWriter(path: statePath)
        try writer.write(state.json.description)
        try writer.close()
    }

    /// Forgets everything.
    func clear() {
        guard let directory = opendir(path) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != "..", name != "lock" { unlink(path + "/" + name) }
        }
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        let reader = try ByteReader(path: path)
        var bytes: [UInt8] = []
        while let chunk = try reader.read() { bytes += chunk }
        return bytes
    }
}
