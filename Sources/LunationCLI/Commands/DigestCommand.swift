import ArgumentParser
import Formats
import Lunation

struct DigestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest", _superCommandName: "lunation",
        abstract: "Prints a hash of the contacts' content: addresses, status, fields, lists.",
        discussion: """
            Equal digests mean equal contacts. Revisions and times of bookkeeping are not part of it.

            EXAMPLES
              lunation digest
            """)

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let digest = try options.open().store.digest()
        try options.report.write(text: { _ in digest }, json: { ["digest": .string(digest)] })
    }
}
