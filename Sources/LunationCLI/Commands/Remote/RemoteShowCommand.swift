import ArgumentParser
import Formats
import Lunation

struct RemoteShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", _superCommandName: "lunation remote",
        abstract: "Shows the account, where its token is, and how old the mirror is.",
        discussion: "EXAMPLES\n  lunation remote show")

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        guard let remote = try options.open().store.remote() else { throw RemoteError.none }
        try options.report.write(
            text: { style in RemoteText.lines(remote, style).joined(separator: "\n") }, json: { RemoteText.json(remote) })
    }
}
