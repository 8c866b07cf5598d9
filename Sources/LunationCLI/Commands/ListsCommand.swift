import ArgumentParser
import Formats
import Lunation

struct ListsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists", _superCommandName: "lunation", abstract: "Lists the lists, with how many contacts are on each.",
        discussion: "EXAMPLES\n  lunation lists")

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let snapshot = try options.open().store.snapshot(clock: LogicalClock(now: SystemClock.now))
        let lists = try snapshot.catalog.lists.map { ($0, try snapshot.memberCount(of: $0)) }
        try options.report.write(
            text: { _ in lists.map { "\($0.0.id)\t\($0.0.name)\t\(Numbers.text($0.1))" }.joined(separator: "\n") },
            json: {
                .array(lists.map { ["id": .integer($0.0.id), "name": .string($0.0.name), "contacts": .integer(Int64($0.1))] })
            })
    }
}
