import ArgumentParser
import Lunation

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", _superCommandName: "lunation", abstract: "Lets a job that was paused be run again.",
        discussion: """
            EXAMPLES
              lunation resume sunset
            """)

    @Argument(help: "The job's name; 'lunation jobs' lists them.") var job: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let (record, isChanged) = try RunQueue(store: try options.open().store, isPatient: true).resume(job)
        try options.report.write(
            text: { style in isChanged ? style.green("\(record.name) goes on") : "\(record.name) was not paused" },
            json: { PauseText.json(record, isChanged: isChanged) })
    }
}
