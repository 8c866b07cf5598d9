import ArgumentParser
import Formats
import Lunation

struct OutboxSendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", _superCommandName: "lunation outbox", abstract: "Sends the requests that are due.",
        discussion: "EXAMPLES\n  lunation outbox send")

    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let counts = try RequestSender(workspace: try options.open()).send()
        func count(_ status: OutboxItem.Status) -> Int { counts[status] ?? 0 }
        try options.report.write(
            text: { _ in "\(count(.sent)) sent, \(count(.failed)) failed, \(count(.pending)) to be tried again" },
            json: {
                [
                    "sent": .integer(Int64(count(.sent))), "failed": .integer(Int64(count(.failed))),
                    "pending": .integer(Int64(count(.pending))),
                ]
            })
    }
}
