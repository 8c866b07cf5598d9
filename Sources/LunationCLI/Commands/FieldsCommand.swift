import ArgumentParser
import Formats
import Lunation

struct FieldsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fields", _superCommandName: "lunation", abstract: "Lists the custom fields; a script's field.create adds one.",
        discussion: """
            EXAMPLES
              lunation fields
              lunation run --eval 'field.create { name = "Plan", type = "text" }'
            """)

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let fields = try options.open().store.snapshot(clock: LogicalClock(now: SystemClock.now)).catalog.fields
        try options.report.write(
            text: { _ in fields.map { "\($0.tag)\t\($0.type.rawValue)\t\($0.name)" }.joined(separator: "\n") },
            json: {
                .array(
                    fields.map {
                        [
                            "id": .integer($0.id), "name": .string($0.name), "merge_tag": .string($0.tag),
                            "data_type": .string($0.type.rawValue),
                        ]
                    })
            })
    }
}
