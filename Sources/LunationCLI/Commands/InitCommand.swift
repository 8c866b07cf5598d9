import ArgumentParser
import Formats
import Lunation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", _superCommandName: "lunation", abstract: "Makes a workspace: a store, its settings, folders for scripts.",
        discussion: """
            EXAMPLES
              lunation init
              lunation init --workspace crm
            """)

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try Workspace.create(at: options.workspace)
        try EditorSupport(workspace: workspace).write()
        try options.report.write(
            text: { _ in "made the workspace \(workspace.path)" },
            json: { ["workspace": .string(workspace.path), "store": .string(workspace.store.path)] })
    }
}
