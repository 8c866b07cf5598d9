import Glibc

/// A process that runs scripts for a scheduler, at the other end of a socket.
///
/// Started by hand, since the library for processes has no way to hand over a socket that both sides write to at any time; a pipe each way
/// would do, and would be twice the descriptors to watch.
final class WorkerProcess {
    let number: Int
    let process: pid_t
    let channel: MessageChannel

    /// Where a worker finds its socket.
    static let descriptor: Int32 = 3

    /// Starts a program as a worker.
    ///
    /// - Parameter command: the program and its arguments.
    init(number: Int, command: [String]) throws(SchedulerError) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .noWorker(reason: String(cString: strerror(errno)))
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        // A descriptor that is duplicated onto itself would stay closed on exec.
        if ends[1] == Self.descriptor {
            let moved = dup(ends[1])
            close(ends[1])
            ends[1] = moved
        }
        posix_spawn_file_actions_adddup2(&actions, ends[1], Self.descriptor)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals that this process keeps from its threads are the worker's to get; and a terminal's interrupt is for the scheduler.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        let words = command.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        let code = posix_spawn(&process, command[0], &actions, &attributes, words, environ)
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw .noWorker(reason: String(cString: strerror(code)))
        }
        self.number = number
        self.process = process
        channel = MessageChannel(descriptor: ends[0])
    }

    /// Ends it at once.
    func kill() { Glibc.kill(process, SIGKILL) }

    /// How it ended, to be read after "its worker"; nil while it lives.
    func end(waiting: Bool = false) -> String? {
        var status: Int32 = 0
        while true {
            let found = waitpid(process, &status, waiting ? 0 : WNOHANG)
            if found == process { break }
            if found < 0, errno == EINTR { continue }
            return found < 0 ? "is gone" : nil
        }
        let signal = status & 0x7F
        return signal == 0 ? "ended with exit code \((status >> 8) & 0xFF)" : "was ended by signal \(signal)"
    }
}
