import ArgumentParser
import Lunation

/// `lunation token`: who may use the API that `lunation serve --listen` serves.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", _superCommandName: "lunation",
        abstract: "Makes, lists and revokes the tokens of the API that 'lunation serve --listen' serves.",
        discussion: """
            EXAMPLES
              lunation token create crm --scope write
              lunation token list
              lunation token revoke crm
            """, subcommands: [TokenCreateCommand.self, TokenListCommand.self, TokenRevokeCommand.self])
}
