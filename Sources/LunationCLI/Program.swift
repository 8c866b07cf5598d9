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
        var arguments = Array(CommandLine.arguments.dropFirst())
        // `lunation help run` is `lunation run --help`.
        if arguments.count > 1, arguments[0] == "help" { arguments = arguments.dropFirst() + ["--help"] }
        // A command that is named first is parsed by itself: half of a short run's time is the parser's, and most of that goes
        // into looking at the commands that are not meant.
        let named = LunationCommand.configuration.subcommands.first { $0.configuration.commandName == arguments.first }
        let root: any ParsableCommand.Type = named ?? LunationCommand.self
        do {
            var command = try root.parseAsRoot(named == nil ? arguments : Array(arguments.dropFirst()))
            try command.run()
            Disclosure.tell()
        } catch let status as ExitStatus {
            Disclosure.tell()
            exit(status.rawValue)
        } catch {
            fail(error, of: root)
        }
    }

    private static func fail(_ error: any Error, of command: any ParsableCommand.Type) -> Never {
        if let failure = Failure(error) {
            Terminal.standardError.write(failure.text(Terminal.standardError.style))
            Disclosure.tell()
            exit(failure.status.rawValue)
        }
        let message = command.fullMessage(for: error)
        // Help and versions are answers; anything else that the parser throws is a wrong use.
        if command.exitCode(for: error) == .success {
            Terminal.standardOutput.write(message + "\n")
            exit(ExitStatus.done.rawValue)
        }
        let usage = ["\nUsage: ", "OVERVIEW: ", "USAGE: "].compactMap { message.firstRange(of: $0)?.lowerBound }.min() ?? message.endIndex
        Terminal.standardError.write(String(message[..<usage]))
        Terminal.help.write(message[usage...] + "\n")
        Disclosure.tell()
        exit(ExitStatus.usage.rawValue)
    }
}
