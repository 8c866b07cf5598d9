import ArgumentParser
import Formats
import Lunation

struct SyncStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", _superCommandName: "lunation sync",
        abstract: "Tells what is queued for the account, what was delivered and refused, and when it will be done.",
        discussion: """
            What was refused stays until 'lunation sync retry' queues it again or 'lunation sync drop' gives it up; so do events of
            unknown outcome. Addresses are masked unless --show-data asks for them.

            EXAMPLES
              lunation sync status
              lunation sync status --limit 100 --show-data
            """)

    @Option(help: ArgumentHelp("How many of those that were refused or are unknown are listed.", valueName: "number")) var limit = 20
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0 on.") }
    }

    func run() throws {
        let workspace = try options.open()
        guard let remote = try workspace.store.remote() else { throw RemoteError.none }
        let status = try workspace.store.deliveryStatus()
        let items = try workspace.store.deliveries(limit: limit)
        try options.report.write(
            text: { style in lines(remote, status, items, workspace, style).joined(separator: "\n") },
            json: { json(remote, status, items) })
    }

    private func lines(
        _ remote: Remote, _ status: DeliveryStatus, _ items: [DeliveryItem], _ workspace: Workspace, _ style: Style
    ) -> [String] {
        var lines: [String] = ["account \(remote.account) (\(remote.accountName))"]
        lines.append("  queued     \(Numbers.text(status[.queued] + status[.sending]))" + left(status, workspace))
        lines.append("  delivered  \(Numbers.text(status[.delivered])) in the last 7 days")
        if status[.refused] > 0 { lines.append(style.red("  refused    \(Numbers.text(status[.refused]))")) }
        if status[.unknown] > 0 { lines.append(style.yellow("  unknown    \(Numbers.count(status[.unknown], "event"))")) }
        guard status.needsAttention else { return lines }
        lines += DeliveryText.lines(items, style)
        let more = status[.refused] + status[.unknown] - items.count
        if more > 0 { lines.append("  and \(Numbers.text(more)) more: --limit shows them") }
        lines.append("'lunation sync retry' queues them again, 'lunation sync drop' gives them up")
        return lines
    }

    /// What it takes, and when it is done if somebody delivers from now on.
    private func left(_ status: DeliveryStatus, _ workspace: Workspace) -> String {
        guard !status.left.isEmpty else { return "" }
        let end = end(status).map { ", done at about \(InstantText.local($0, in: workspace.configuration.zone).prefix(16).suffix(5))" }
        return ": \(DeliveryText.calls(status.left))" + (end ?? "")
    }

    private func end(_ status: DeliveryStatus) -> Timestamp? {
        status.left.minutes.map { SystemClock.now.adding(milliseconds: Int64($0) * 60_000) }
    }

    private func json(_ remote: Remote, _ status: DeliveryStatus, _ items: [DeliveryItem]) -> JSONValue {
        var object = JSONObject()
        object["account"] = .integer(remote.account)
        for (name, state) in [
            ("queued", DeliveryState.queued), ("sending", .sending), ("delivered", .delivered), ("refused", .refused),
            ("unknown", .unknown),
        ] { object[name] = .integer(Int64(status[state])) }
        object["left"] = .object(status.left.json)
        object["oldest"] = status.oldest.map { .string($0.description) } ?? .null
        object["done_at"] = (status.left.isEmpty ? nil : end(status)).map { .string($0.description) } ?? .null
        object["pulled_at"] = remote.pulledAt.map { .string($0.description) } ?? .null
        object["items"] = .array(items.map(DeliveryText.json))
        return .object(object)
    }
}
