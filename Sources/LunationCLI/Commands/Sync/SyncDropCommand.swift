import ArgumentParser
import Formats
import Lunation

struct SyncDropCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", _superCommandName: "lunation sync",
        abstract: "Gives up what the account refused, and events of unknown outcome.",
        discussion: """
            The workspace keeps the change; the account never hears of it.

            EXAMPLES
              lunation sync drop
              lunation sync drop 12 13
              lunation sync drop --unknown
            """)

    @Argument(help: "Their numbers, as 'lunation sync status' lists them; all of them where none is given.") var numbers: [Int64] = []
    @Flag(help: "Only what was refused.") var refused = false
    @Flag(help: "Only events of unknown outcome.") var unknown = false
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let store = try options.open().store
        guard try store.remote() != nil else { throw RemoteError.none }
        let states: Set<DeliveryState> = refused == unknown ? [.refused, .unknown] : refused ? [.refused] : [.unknown]
        let count = try store.dropDeliveries(states, numbers.isEmpty ? nil : numbers)
        try options.report.write(
            text: { _ in "\(Numbers.text(count)) given up" }, json: { ["count": .integer(Int64(count))] })
    }
}
