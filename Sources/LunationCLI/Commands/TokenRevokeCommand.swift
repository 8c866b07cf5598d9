import ArgumentParser
import Formats
import Lunation

struct TokenRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", _superCommandName: "lunation token", abstract: "Revokes a token: the next request with it is refused.",
        discussion: "EXAMPLES\n  lunation token revoke crm")

    @Argument(help: "The token's name; 'lunation token list' lists them.") var name: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let now = SystemClock.now
        let token: AccessToken
        do {
            token = try options.open().store.revokeToken(name, now: now)
        } catch ServedError.notFound {
            throw Invalid("token", "'\(name)' is none that could be revoked; 'lunation token list' lists them")
        }
        try options.report.write(
            text: { style in style.yellow("token '\(token.name)' is revoked") },
            json: { .object(TokenText.json(token, at: now)) })
    }
}
