import ArgumentParser
import Lunation

/// For the package itself: `scripts/reference` brings its documents up to date with it.
struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", _superCommandName: "lunation", abstract: "Writes the generated parts of Lunation's own documents.",
        shouldDisplay: false)

    @Argument(help: "The folder of the package.") var package: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        for document in try GeneratedDocuments(workspace: try options.open()).write(to: package) {
            Terminal.standardOutput.write("wrote \(document)\n")
        }
    }
}
