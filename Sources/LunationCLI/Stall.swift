import Glibc
import Lunation

/// Ends the program where a script has stopped answering: nothing can end the script's thread alone, and a job that hangs for
/// ever is worse than one that fails.
enum Stall {
    static let end: @Sendable (StalledScript) -> Void = { stalled in
        // Where nobody reads the errors, this is what the script may be stuck at, and the message must not be too.
        var errors = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&errors, 1, 1_000) == 1 else { _exit(ExitStatus.limit.rawValue) }
        Terminal.standardError.write(Terminal.standardError.style.red("error:") + " \(stalled)\n")
        // Without the handlers of exit(3), which might wait for the thread that is stuck.
        _exit(ExitStatus.limit.rawValue)
    }
}
