import ArgumentParser
import Glibc

/// The entry point: parses, runs, and turns every error into one message and one exit code.
@main
enum Program {
    static func main() {
        // A reader that goes away (`lunation contacts | head`) ends the output, not with an error.
        signal(SIGPIPE, SIG_DFL)
        // A limit on the size of files is told like a full disk.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try LunationCommand.parseAsRoot()
            try command.run()
        } catch let status as ExitStatus {
            exit(status.rawValue)
        } catch {
            fail(error)
        }
    }

    private static func fail(_ error: any Error) -> Never {
        if let failure = Failure(error) {
            Terminal.standardError.write(failure.text(Terminal.standardError.style))
            exit(failure.status.rawValue)
        }
        let message = LunationCommand.fullMessage(for: error)
        // Help and versions are answers; anything else that the parser throws is a wrong use.
        if LunationCommand.exitCode(for: error) == .success {
            Terminal.standardOutput.write(message + "\n")
            exit(ExitStatus.done.rawValue)
        }
        Terminal.standardError.write(message + "\n")
        exit(ExitStatus.usage.rawValue)
    }
}
