import ArgumentParser
import Formats
import Lunation

struct SegmentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segments", _superCommandName: "lunation",
        abstract: "Lists the segments, with how many contacts are of each and their rules in words.",
        discussion: """
            EXAMPLES
              lunation segments
              lunation run --eval 'segment.define("VIP", contact.lists:has "VIP" & contact.fields.mrr:ge(100))'
              lunation contacts --where 'segment "VIP"' --count
            """)

    @OptionGroup var clock: ClockOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let logical = LogicalClock(now: clock.instant ?? SystemClock.now, zone: workspace.configuration.zone)
        let snapshot = try workspace.store.snapshot(clock: logical)
        let segments = try snapshot.catalog.segments.sorted { $0.name < $1.name }.map { segment in
            (segment.name, try snapshot.count(ContactQuery(.segment(segment.name))), snapshot.rule(of: segment))
        }
        try options.report.write(
            text: { _ in segments.map { "\($0.0)\t\(Numbers.text($0.1))\t\($0.2)" }.joined(separator: "\n") },
            json: {
                .array(segments.map { ["name": .string($0.0), "contacts": .integer(Int64($0.1)), "rule": .string($0.2)] })
            })
    }
}
