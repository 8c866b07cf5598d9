import ArgumentParser
import Formats
import Lunation

struct StubsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stubs", _superCommandName: "lunation",
        abstract: "Writes the definitions that editors complete and check scripts with.",
        discussion: """
            'lunation init' writes them first; write them again when fields have changed. They are for the Lua language server
            (LuaLS), whose settings are written too where there are none.

            EXAMPLES
              lunation stubs
            """)

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let files = try EditorSupport(workspace: try options.open()).write()
        try options.report.write(
            text: { _ in files.map { "wrote \($0)" }.joined(separator: "\n") },
            json: { ["files": .array(files.map { .string($0) })] })
    }
}
