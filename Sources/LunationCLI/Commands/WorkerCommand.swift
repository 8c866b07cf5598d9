import ArgumentParser
import Lunation

/// What a scheduler starts; no command for people.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", _superCommandName: "lunation", abstract: "Runs scripts for a scheduler.", shouldDisplay: false)

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        try Worker(workspace: try options.open(), descriptor: Worker.descriptor).run()
    }
}
