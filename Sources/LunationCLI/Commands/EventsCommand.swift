import ArgumentParser

struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", _superCommandName: "lunation", abstract: "Works on the event log.",
        discussion: """
            EXAMPLES
              lunation events import purchases.csv --name Purchase
            """, subcommands: [EventsImportCommand.self])
}
