import Foundation
import Glibc

/// A program that runs in a folder, its output going to files there.
struct Child {
    let process: pid_t
    private let outputName: String
    private let errorsName: String
    private let folder: Folder

    /// What the child sees of this process's environment: nothing that says how to write.
    private static let inherited = ProcessInfo.processInfo.environment.filter { name, _ in name != "NO_COLOR" && name != "TERM" }

    /// Starts a program, by path.
    init(_ arguments: [String], in folder: Folder, environment: [String: String] = [:], input: String = "/dev/null") throws {
        let name = ".child-" + UUID().uuidString
        self.folder = folder
        outputName = name + ".out"
        errorsName = name + ".err"
        let variables = Self.inherited.merging(environment) { $1 }.map { "\($0)=\($1)" }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        for (descriptor, name) in [(STDOUT_FILENO, outputName), (STDERR_FILENO, errorsName)] {
            posix_spawn_file_actions_addopen(&actions, descriptor, folder[name], O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        // The call that changes a child's folder is not among those that Swift sees; `env` changes it and becomes the program.
        let command = ["/usr/bin/env", "-C", folder.path] + arguments
        let argv = command.map { strdup($0) } + [nil]
        let envp = variables.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        // What this process ignores and what this thread blocks, its children would too; programs start with neither.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var process = pid_t()
        let code = posix_spawn(&process, command[0], &actions, &attributes, argv, envp)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
        self.process = process
    }

    /// Waits for its end.
    func end() throws -> Outcome {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
        }
        defer {
            unlink(folder[outputName])
            unlink(folder[errorsName])
        }
        let signal = status & 0x7f
        let code = signal == 0 ? (status >> 8) & 0xff : 128 + signal
        return Outcome(status: code, output: try folder.text(outputName), errors: try folder.text(errorsName))
    }
}
