import Foundation
import Glibc
import Testing

/// A program on a terminal of its own, as if somebody sat before it.
final class PseudoTerminal {
    private let primary: Int32
    private let process: pid_t
    /// All that it has shown, and how much of that was expected already.
    private var shown = ""
    private var seen = 0

    /// Seconds after which nothing more is waited for.
    private static let patience = 60.0

    init(_ arguments: [String], in folder: Folder) throws {
        primary = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (lock, number): (Int32, UInt32) = (0, 0)
        // TIOCSPTLCK and TIOCGPTN: posix_openpt and its kin are not among the functions that Swift sees.
        guard primary >= 0, ioctl(primary, 0x4004_5431, &lock) == 0, ioctl(primary, 0x8004_5430, &number) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL)
        }
        let name = "/dev/pts/\(number)"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that a session's leader opens becomes the session's own.
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which the module does not show
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | newSession))
        let command = ["/usr/bin/env", "-C", folder.path, Program.path] + arguments
        let argv = command.map { strdup($0) } + [nil]
        // A sanitizer's options name what it is to pass over: see scripts/test.
        let sanitizers = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }.map { "\($0)=\($1)" }
        let variables = ["PATH=/usr/bin:/bin", "TERM=xterm", "NO_COLOR=1", "LANG=C.UTF-8"] + sanitizers
        let envp = variables.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        var process = pid_t()
        let code = posix_spawn(&process, command[0], &actions, &attributes, argv, envp)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
        self.process = process
    }

    deinit {
        close(primary)
    }

    func type(_ text: String) {
        var text = text
        text.withUTF8 { _ = write(primary, $0.baseAddress, $0.count) }
    }

    /// Waits until it shows a text behind what was expected before. Answers what it showed on the way.
    @discardableResult
    func expect(_ text: String, location: SourceLocation = #_sourceLocation) throws -> String {
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while true {
            let rest = String(shown.dropFirst(seen))
            if let range = rest.range(of: text) {
                let upTo = String(rest[..<range.upperBound])
                seen += upTo.count
                return upTo
            }
            let goesOn = try read(until: deadline)
            try #require(goesOn, "'\(text)' did not come; it showed: \(rest)", sourceLocation: location)
        }
    }

    /// Waits for its end. Answers the exit code and what it showed last.
    func end() throws -> (status: Int32, rest: String) {
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while try read(until: deadline) {}
        if Date() >= deadline { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return (signal == 0 ? (status >> 8) & 0xff : 128 + signal, String(shown.dropFirst(seen)))
    }

    /// Takes what is there; false at the end of the program or of patience.
    private func read(until deadline: Date) throws -> Bool {
        var poll = pollfd(fd: primary, events: Int16(POLLIN), revents: 0)
        guard Glibc.poll(&poll, 1, Int32(max(0, deadline.timeIntervalSinceNow) * 1_000)) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = Glibc.read(primary, &buffer, buffer.count)
        guard count > 0 else { return false }
        // Lines end in a carriage return there, which with its line feed is one character.
        shown += String(decoding: buffer[..<count], as: UTF8.self).replacing("\r\n", with: "\n")
        return true
    }
}
