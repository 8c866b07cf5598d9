import Glibc

/// When a process is killed.
enum Moment {
    /// So many seconds after its start.
    case time(Double)
    /// When the write-ahead log has so many bytes: within the commit, which is what writes to it.
    case log(Int)
    /// So many seconds after the log had so many bytes: between the commit and the end of the process.
    case afterLog(Int, Double)
}

extension Moment: CustomStringConvertible {
    var description: String {
        switch self {
        case .time(let seconds): "\(Int(seconds * 1_000_000)) µs after the start"
        case .log(let bytes): "at \(bytes) bytes of the log"
        case .afterLog(let bytes, let seconds): "\(Int(seconds * 1_000_000)) µs after \(bytes) bytes of the log"
        }
    }
}

extension Child {
    /// Kills it at a moment, if it is not over by then. Answers how it ended, and how long the log was at most as far as was seen.
    func kill(at moment: Moment, log: String, signal: Int32 = SIGKILL) throws -> Outcome {
        switch moment {
        case .time(let seconds): Self.sleep(seconds)
        case .log(let bytes): wait(untilHas: bytes, log)
        case .afterLog(let bytes, let seconds):
            wait(untilHas: bytes, log)
            Self.sleep(seconds)
        }
        Glibc.kill(process, signal)
        return try end()
    }

    /// Runs to its end. Answers the seconds it took and how long the log was at most, as far as was seen.
    func measure(log: String) throws -> (outcome: Outcome, seconds: Double, length: Int) {
        let start = ContinuousClock.now
        var longest = 0
        while !isOver {
            longest = max(longest, Self.length(of: log))
            usleep(200)
        }
        let elapsed = ContinuousClock.now - start
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
        return (try end(), seconds, longest)
    }

    /// Whether it has ended; it is still to be waited for.
    var isOver: Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_signo == SIGCHLD
    }

    private func wait(untilHas bytes: Int, _ log: String) {
        while !isOver, Self.length(of: log) < bytes { usleep(100) }
    }

    private static func sleep(_ seconds: Double) { usleep(UInt32(max(0, seconds) * 1_000_000)) }

    private static func length(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
