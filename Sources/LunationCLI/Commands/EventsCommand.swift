import ArgumentParser

struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Works on the event log.", subcommands: [EventsImportCommand.self])
}
