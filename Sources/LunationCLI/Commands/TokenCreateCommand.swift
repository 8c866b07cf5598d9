import ArgumentParser
import Formats
import Lunation

struct TokenCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", _superCommandName: "lunation token",
        abstract: "Makes a token and prints it, alone, on standard output: it is shown this once.",
        discussion: """
            EXAMPLES
              lunation token create crm --scope write
              lunation token create dashboard --scope read --expires 30d
            """)

    @Argument(help: "What it is called in lists and logs.") var name: String
    @Option(help: ArgumentHelp("What it may do: read or write.", valueName: "scope")) var scope: String
    @Option(help: ArgumentHelp("When it expires: 30d, 12h, 2y; a year from now where it is not said.", valueName: "time")) var expires:
        String?
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        if AccessToken.Scope(rawValue: scope) == nil { throw ValidationError("--scope takes read or write.") }
        if let expires, (Span(expires)?.count ?? 0) <= 0 { throw ValidationError("--expires takes a time: 30d, 12h, 2y") }
    }

    func run() throws {
        let workspace = try options.open()
        let now = SystemClock.now
        let end = expires.flatMap { Span($0) }.map { LogicalClock(now: now, zone: workspace.configuration.zone).ahead($0) }
        let (token, text) = try workspace.store.createToken(
            name, scope: AccessToken.Scope(rawValue: scope) ?? .read, now: now, expiresAt: end)
        try options.report.write(
            text: { _ in text },
            json: {
                var object = TokenText.json(token, at: now)
                object["token"] = .string(text)
                return .object(object)
            })
        if !options.json {
            Terminal.standardError.write("token '\(token.name)' may \(token.scope.rawValue) until \(token.expiresAt); keep it now\n")
        }
    }
}
