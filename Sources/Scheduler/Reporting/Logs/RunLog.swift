import Automation
import Contacts
import Glibc
import Synchronization

/// The log of one run while it is written: a file of JSON Lines that is added to, from attempt to attempt.
///
/// A line is in the file when its method returns. A disk that is full stops no run: ``problem`` tells of it.
final class RunLog: Sendable {
    let path: String
    private let descriptor: Int32
    private let output: LineOutput
    private let failure = Mutex<Int32?>(nil)

    /// Opens a file for adding to it; it is made, for its owner alone, where it is missing.
    init(path: String) throws(WorkspaceError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        // A process that was killed, or a disk that was full, may have left half a line.
        var last = UInt8(ascii: "\n")
        let size = lseek(descriptor, 0, SEEK_END)
        if size > 0 { pread(descriptor, &last, 1, size - 1) }
        output = LineOutput(descriptor: descriptor, isTorn: last != UInt8(ascii: "\n"))
    }

    deinit {
        close(descriptor)
    }

    /// Why lines are missing; nil where none are.
    var problem: String? { failure.withLock { $0.map { String(cString: strerror($0)) } } }

    /// Adds what the script logged.
    func write(_ entry: LogEntry) { write(RunLogLine(entry, at: SystemClock.now)) }

    /// Adds a line that the script printed.
    func print(_ line: String) { write(RunLogLine(at: SystemClock.now, level: RunLogLine.printed, message: line)) }

    /// Adds what the scheduler has to say of the run.
    func note(_ level: LogEntry.Level, _ message: String) {
        write(RunLogLine(at: SystemClock.now, level: level.rawValue, message: message))
    }

    /// The end of the log: whole lines, as many as fit.
    func tail(bytes: Int) -> String { LogTail.of(file: path, bytes: bytes) }

    private func write(_ line: RunLogLine) {
        guard let code = output.write(line.json) else { return }
        failure.withLock { $0 = $0 ?? code }
    }
}
