import ArgumentParser
import Formats
import Lunation

struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", _superCommandName: "lunation",
        abstract: "Lists the jobs: state, schedule, newest run, next instant, how many runs in a row went well or failed.",
        discussion: """
            Jobs are what 'lunation serve' has found in the workspace's scripts. One that is broken goes on with its last good text.

            EXAMPLES
              lunation jobs
              lunation jobs --all --json
            """)

    @Flag(help: "List jobs whose scripts are gone, too.") var all = false
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let now = SystemClock.now
        let jobs = try workspace.store.jobs(removed: all).map { JobText($0, zone: workspace.configuration.zone, now: now) }
        try options.report.write(
            text: { style in jobs.map { $0.line(style) }.joined(separator: "\n") },
            json: { .array(jobs.map { $0.json() }) })
    }
}
