import ArgumentParser
import Formats
import Lunation

struct SyncRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", _superCommandName: "lunation sync",
        abstract: "Queues again what the account refused, and events of unknown outcome.",
        discussion: """
            They go behind everything that is queued, with the values that the contacts have by now. An event of unknown outcome that did
            arrive happens twice then.

            EXAMPLES
              lunation sync retry
              lunation sync retry 12 13
              lunation sync retry --unknown
            """)

    @Argument(help: "Their numbers, as 'lunation sync status' lists them; all of them where none is given.") var numbers: [Int64] = []
    @Flag(help: "Only what was refused.") var refused = false
    @Flag(help: "Only events of unknown outcome.") var unknown = false
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let store = try options.open().store
        guard try store.remote() != nil else { throw RemoteError.none }
        let states: Set<DeliveryState> = refused == unknown ? [.refused, .unknown] : refused ? [.refused] : [.unknown]
        let count = try store.retryDeliveries(states, numbers.isEmpty ? nil : numbers)
        try options.report.write(
            text: { _ in "\(Numbers.text(count)) queued again" }, json: { ["count": .integer(Int64(count))] })
    }
}
