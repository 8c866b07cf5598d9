import ArgumentParser
import Formats
import Lunation

struct RemoteAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", _superCommandName: "lunation remote",
        abstract: "Makes a live account the workspace's; where it is that already, changes how it is reached.",
        discussion: """
            The token stays where it is: in a variable of the environment, in a file that nobody but its owner can read, or in what a
            command prints. The workspace keeps which of them it is.

            Nothing is fetched and nothing sent: 'lunation sync pull' does the one, 'lunation sync push' the other. Contacts that are in
            the workspace by now are not sent to the account.

            EXAMPLES
              lunation remote add mailtrap --token-env MAILTRAP_API_TOKEN
              lunation remote add mailtrap --token-file /etc/lunation/token --account 12345
              lunation remote add mailtrap --token-command 'pass show mailtrap'
              lunation remote add mailtrap --token-env LUNATION_TOKEN --base-url http://127.0.0.1:8080 --limits off
            """)

    @Argument(help: "What it is: mailtrap, or anything that speaks its Contacts API.") var kind: String
    @Option(help: ArgumentHelp("The variable that holds the token.", valueName: "name")) var tokenEnv: String?
    @Option(help: ArgumentHelp("The file that holds the token; its mode must be 0600 or less.", valueName: "path")) var tokenFile: String?
    @Option(help: ArgumentHelp("The command whose first line of output is the token.", valueName: "command")) var tokenCommand: String?
    @Option(help: ArgumentHelp("The account, where the token reaches several.", valueName: "id")) var account: Int64?
    @Flag(help: "Name the account in paths, /api/accounts/ID/contacts, also where the token reaches it alone.") var accountPaths = false
    @Option(name: .customLong("base-url"), help: ArgumentHelp("Where the API is.", valueName: "url")) var baseURL = Remote.mailtrapURL
    @Option(
        help: ArgumentHelp(
            "The rate limits: mailtrap, off, or three for token, contacts and suppressions: 150/10s,200/60s,10/60s.", valueName: "limits"))
    var limits = "mailtrap"
    @OptionGroup var options: WorkspaceOptions

    private var sources: [TokenSource] {
        [tokenEnv.map { .environment($0) }, tokenFile.map { .file(Self.absolute($0)) }, tokenCommand.map { .command($0) }]
            .compactMap { $0 }
    }

    func validate() throws {
        guard kind == "mailtrap" else { throw ValidationError("The kind of account is mailtrap, not '\(kind)'.") }
        guard sources.count == 1 else {
            throw ValidationError("Say where the token is with one of --token-env, --token-file and --token-command.")
        }
        guard RateLimits.setting(limits) != nil else {
            throw ValidationError("--limits takes mailtrap, off, or three limits such as 150/10s,200/60s,10/60s.")
        }
    }

    func run() throws {
        let workspace = try options.open()
        try workspace.store.checkWritable()
        var setup = RemoteSetup(tokenSource: sources[0])
        (setup.account, setup.namesAccount, setup.baseURL, setup.limits) = (account, accountPaths, baseURL, limits)
        let resolving = setup
        let remote = try Waiting.run { try await resolving.resolve(now: SystemClock.now) }
        let isNew = try workspace.store.remote() == nil
        try workspace.store.setRemote(remote)
        try options.report.write(
            text: { style in
                let done = style.green("account \(remote.account) (\(remote.accountName))")
                return isNew
                    ? "\(done) is this workspace's; 'lunation sync pull' fetches its contacts"
                    : "\(done) is reached with the token from \(remote.tokenSource.title) from now on"
            }, json: { RemoteText.json(remote) })
    }

    /// Commands are started in any folder.
    private static func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : CurrentFolder.path + "/" + path }
}
