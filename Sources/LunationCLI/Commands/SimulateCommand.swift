import ArgumentParser
import Formats
import Foundation
import Glibc
import Lunation

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", _superCommandName: "lunation",
        abstract: "Plays the schedule ahead on a copy of the store, and tells what comes of it.",
        discussion: """
            The jobs run when they would be due, with a clock that jumps from one to the next, on a copy that is thrown away. The
            workspace is not changed, and nothing is sent.

            EXAMPLES
              lunation simulate
              lunation simulate --days 90 --step-contacts --svg quarter.svg
              lunation simulate --job sunset --job vip-tiers --from 2026-03-01 --fixed-duration 2s --json
            """)

    @Option(help: ArgumentHelp("How many days are played.", valueName: "count")) var days = 365
    @Option(help: ArgumentHelp("When they begin: a day or a time in ISO 8601; now where none is given.", valueName: "time"))
    var from: String?
    @Option(
        help: ArgumentHelp(
            "A job to play; may be given again. All that anything but a person starts where none is given.", valueName: "name"))
    var job: [String] = []
    @Flag(help: "Let the store's own history happen again, so that its contacts live on.") var stepContacts = false
    @Option(help: ArgumentHelp("What is drawn by chance is drawn with this number.", valueName: "number")) var seed: UInt64 = 0
    @Option(help: ArgumentHelp("How many runs go on at once; as for serve where none is given.", valueName: "count")) var workers: Int?
    @Option(help: ArgumentHelp("What the time that a run takes here is multiplied by.", valueName: "factor")) var durationScale = 1.0
    @Option(help: ArgumentHelp("How long each run takes, whatever it takes here: 2s.", valueName: "time")) var fixedDuration: String?
    @Option(help: ArgumentHelp("From how many events on a day is a storm, in percent of the contacts.", valueName: "percent"))
    var stormShare = 10
    @Option(help: ArgumentHelp("A file to draw the days in, as SVG.", valueName: "file")) var svg: String?
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard (1...36_500).contains(days) else { throw ValidationError("--days takes a number from 1 to 36500.") }
        if let from, Timestamp(from) == nil { throw ValidationError("'\(from)' is neither a day (yyyy-mm-dd) nor a time (ISO 8601)") }
        if let workers, !(1...256).contains(workers) { throw ValidationError("--workers takes a number from 1 to 256.") }
        guard (0...1_000_000).contains(durationScale) else { throw ValidationError("--duration-scale takes a number from 0 to 1000000.") }
        if let fixedDuration, Span(fixedDuration)?.exactMilliseconds == nil {
            throw ValidationError("--fixed-duration takes a time: 2s, 5m")
        }
        guard (0...1_000_000).contains(stormShare) else { throw ValidationError("--storm-share takes a number from 0 on.") }
    }

    func run() throws {
        // Before any thread is made, so that the signals come to the one that waits for them.
        let signals = StopSignals()
        let workspace = try options.open()
        let simulation = try Simulation(of: workspace, options: settings(workspace.configuration.zone))
        let folder = simulation.folder
        // The thread that waits for signals holds on to it.
        defer { folder.remove() }
        let stop = signals.start {
            // It ends between two runs; one that goes on for long is not waited for.
            Thread.sleep(forTimeInterval: 2)
            folder.remove()
            _exit(Self.interrupted)
        }
        let bar = DayBar(days: simulation.dayCount)
        defer { bar.end() }
        do {
            let report = try simulation.run(stop: stop) { bar.show($0) }
            bar.end()
            if let svg { try OutputFile.write(SimulationTimeline(report).text, to: svg) }
            try options.report.write(
                text: { SimulationText(report).lines($0).joined(separator: "\n") }, json: { .object(SimulationJSON(report).object) })
        } catch SimulationError.interrupted {
            folder.remove()
            bar.end()
            Glibc.exit(Self.interrupted)
        }
    }

    /// What a shell tells of a program that SIGINT has ended.
    private static let interrupted: Int32 = 130

    private func settings(_ zone: Zone) -> SimulationOptions {
        var settings = SimulationOptions()
        settings.days = days
        // A day begins when it does by the workspace's clocks, so that it is played whole.
        settings.start = from.flatMap { text in CalendarDate(text).map { zone.instant(of: $0) } ?? Timestamp(text) }
        settings.jobs = job
        settings.stepsContacts = stepContacts
        settings.seed = seed
        settings.workers = workers
        settings.stormShare = stormShare
        settings.duration =
            fixedDuration.flatMap { Span($0)?.exactMilliseconds }.map { .fixed(milliseconds: $0) } ?? .measured(scale: durationScale)
        return settings
    }
}
