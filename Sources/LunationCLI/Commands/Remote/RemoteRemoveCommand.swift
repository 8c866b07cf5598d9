import ArgumentParser
import Formats
import Lunation

struct RemoteRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", _superCommandName: "lunation remote",
        abstract: "Parts the workspace from its account: contacts stay on both sides, nothing is sent any more.",
        discussion: """
            Where changes are queued for the account it takes --force, which forgets them.

            EXAMPLES
              lunation remote remove
            """)

    @Flag(help: "Forget what is queued for the account.") var force = false
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let store = try options.open().store
        guard let remote = try store.remote() else { throw RemoteError.none }
        let status = try store.deliveryStatus()
        let queued = status[.queued] + status[.sending]
        guard queued == 0 || force else { throw RemoteError.queued(count: queued) }
        try store.removeRemote()
        try options.report.write(
            text: { _ in "the workspace mirrors account \(remote.account) (\(remote.accountName)) no longer; its contacts stay" },
            json: { RemoteText.json(remote) })
    }
}
