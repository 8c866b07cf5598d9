import ArgumentParser

struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", _superCommandName: "lunation", abstract: "The requests that runs have asked for, and how far they are.",
        subcommands: [OutboxListCommand.self, OutboxSendCommand.self], defaultSubcommand: OutboxListCommand.self)
}
