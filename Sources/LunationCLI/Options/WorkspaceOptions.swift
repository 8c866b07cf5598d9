import ArgumentParser
import Lunation

/// The options that every command on a workspace takes.
struct WorkspaceOptions: ParsableArguments {
    @Option(name: [.short, .long], help: ArgumentHelp("The workspace's folder.", valueName: "path"))
    var workspace = "."

    @Flag(help: "Answer with one JSON document on standard output.")
    var json = false

    func open() throws -> Workspace { try Workspace.open(at: workspace) }

    var report: Report { Report(isJSON: json) }
}
