import ArgumentParser

struct RemoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remote", _superCommandName: "lunation", abstract: "Says which live account the workspace mirrors and writes back to.",
        discussion: """
            EXAMPLES
              lunation remote add mailtrap --token-env MAILTRAP_API_TOKEN
              lunation remote show
              lunation remote remove
            """,
        subcommands: [RemoteAddCommand.self, RemoteShowCommand.self, RemoteRemoveCommand.self])
}
