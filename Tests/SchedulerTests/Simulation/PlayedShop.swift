import Automation
import ContactStore
import Contacts
import Foundation
import Scheduler
import Testing

/// A workspace with twenty contacts and some jobs, whose schedule is played. By the clocks of Berlin, which change on 29 March and on
/// 25 October 2026.
struct PlayedShop {
    let folder: ScratchFolder
    let workspace: Workspace

    /// - Parameters:
    ///   - jobs: scripts, by the names of their files.
    ///   - settings: lines of `lunation.yml`.
    init(_ jobs: KeyValuePairs<String, String>, settings: String = "") throws {
        folder = try ScratchFolder()
        let path = folder.path + "/shop"
        _ = try Workspace.create(at: path)
        try "timezone: Europe/Berlin\n\(settings)".write(toFile: path + "/lunation.yml", atomically: true, encoding: .utf8)
        for (name, script) in jobs { try script.write(toFile: "\(path)/scripts/\(name).lua", atomically: true, encoding: .utf8) }
        workspace = try Workspace.open(at: path)
        let fill = """
            field.ensure { name = "Score", type = "integer" }
            for i = 1, 20 do contact.create { email = "c" .. i .. "@example.com" } end
            """
        var options = RunOptions()
        options.now = Self.instant("2026-01-01")
        options.changeGuard = ChangeGuard([.changes: .count(1_000)])
        _ = try ScriptRunner(workspace: workspace, options: options).run(Script(name: "fill.lua", source: fill))
    }

    static func instant(_ text: String) -> Timestamp { Timestamp(text) ?? Timestamp(milliseconds: 0) }

    /// From midnight in Berlin; every run takes a second unless something else is said.
    func options(_ day: String, days: Int) -> SimulationOptions {
        var options = SimulationOptions()
        options.start = Zone("Europe/Berlin").flatMap { zone in CalendarDate(day).map { zone.instant(of: $0) } }
        options.days = days
        options.workers = 2
        options.duration = .fixed(milliseconds: 1_000)
        return options
    }

    func play(_ day: String, days: Int, _ change: (inout SimulationOptions) -> Void = { _ in }) throws -> SimulationReport {
        var options = options(day, days: days)
        change(&options)
        return try Simulation(of: workspace, options: options).run()
    }
}

extension SimulationReport {
    func job(_ name: String, location: SourceLocation = #_sourceLocation) throws -> SimulatedJob {
        try #require(jobs.first { $0.name == name }, sourceLocation: location)
    }
}
