import ArgumentParser
import Formats
import Lunation

struct OutboxListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", _superCommandName: "lunation outbox", abstract: "Lists requests, oldest first.",
        discussion: "EXAMPLES\n  lunation outbox list\n  lunation outbox list --status failed")

    @Option(help: ArgumentHelp("Those that are pending, sending, sent, failed or retracted.", valueName: "status")) var status: String?
    @Option(help: ArgumentHelp("How many are shown.", valueName: "number")) var limit = 100
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard status.map({ OutboxItem.Status(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--status takes pending, sending, sent, failed or retracted.")
        }
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0 on.") }
    }

    func run() throws {
        let items = try options.open().store.outbox(status.flatMap { OutboxItem.Status(rawValue: $0) }, limit: limit)
        try options.report.write(
            text: { style in items.map { line($0, style) }.joined(separator: "\n") }, json: { .array(items.map(json)) })
    }

    private func line(_ item: OutboxItem, _ style: Style) -> String {
        let status =
            switch item.status {
            case .pending, .sending: style.yellow(item.status.rawValue)
            case .sent: style.green("sent")
            case .failed: style.red("failed")
            case .retracted: "retracted"
            }
        let problem = item.error.map { " (\($0), attempt \(item.attempts))" } ?? ""
        return "\(item.id)\trun \(item.run)\t\(status)\t\(item.request.method) \(item.request.url)\(problem)"
    }

    private func json(_ item: OutboxItem) -> JSONValue {
        [
            "id": .integer(item.id), "run": .integer(item.run), "status": .string(item.status.rawValue),
            "method": .string(item.request.method), "url": .string(item.request.url), "key": .string(item.request.key),
            "attempts": .integer(Int64(item.attempts)), "response": item.response.map { .integer(Int64($0)) } ?? .null,
            "error": item.error.map { .string($0) } ?? .null,
        ]
    }
}
