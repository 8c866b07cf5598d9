import ArgumentParser
import Formats
import Lunation

struct TokenListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", _superCommandName: "lunation token", abstract: "Lists the tokens, without the tokens themselves.",
        discussion: "EXAMPLES\n  lunation token list")

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let now = SystemClock.now
        let tokens = try options.open().store.tokens()
        try options.report.write(
            text: { style in
                guard !tokens.isEmpty else { return "" }
                let rows = tokens.map { token in
                    [
                        token.name, token.scope.rawValue, TokenText.state(token, at: now), token.createdAt.description,
                        token.expiresAt.description, token.lastUsedAt?.description ?? "never",
                    ]
                }
                return TextTable(header: ["name", "scope", "state", "created", "expires", "last used"], rows: rows)
                    .lines(width: Terminal.standardOutput.width, style).joined(separator: "\n")
            },
            json: { .array(tokens.map { .object(TokenText.json($0, at: now)) }) })
    }
}
