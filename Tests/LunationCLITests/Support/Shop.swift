import Formats
import Testing

/// A workspace called `shop` in a folder of its own, and the commands on it.
struct Shop {
    let folder: Folder
    /// The instant that the commands' clocks stand at.
    var now = "2026-06-01"

    init() throws {
        folder = try Folder()
        let outcome = try Program.run(["init", "--workspace", "shop"], in: folder)
        try #require(outcome.status == 0, "\(outcome)")
    }

    /// A workspace that is there already.
    init(_ folder: Folder, now: String) {
        self.folder = folder
        self.now = now
    }

    /// A workspace with some contacts: the addresses with a text field `plan`.
    init(_ plans: KeyValuePairs<String, String>) throws {
        try self.init()
        try folder.write("email,plan\n" + plans.map { "\($0),\($1)\n" }.joined(), to: "start.csv")
        try succeed("import", "start.csv", "--create-fields")
    }

    func callAsFunction(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
        try Program.run(complete(arguments), in: folder, environment: environment)
    }

    /// Runs a command that must succeed.
    @discardableResult
    func succeed(_ arguments: String..., location: SourceLocation = #_sourceLocation) throws -> Outcome {
        let outcome = try Program.run(complete(arguments), in: folder)
        try #require(outcome.status == 0, "\(arguments): \(outcome)", sourceLocation: location)
        return outcome
    }

    /// Runs the program under a limit of bytes for every file that it writes, as on a disk without room. The signal that tells
    /// of the limit, which no full disk sends, is ignored.
    func onFullDisk(kilobytes: Int, _ arguments: String...) throws -> Outcome {
        let words = complete(arguments).map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
        return try Program.shell("trap '' XFSZ; ulimit -f \(kilobytes * 2); exec \"$LUNATION\" \(words)", in: folder)
    }

    func start(_ arguments: String...) throws -> Child {
        try Program.start(complete(arguments), in: folder)
    }

    func digest(location: SourceLocation = #_sourceLocation) throws -> String {
        let outcome = try self("digest")
        try #require(outcome.status == 0, "\(outcome)", sourceLocation: location)
        return outcome.output
    }

    func count(_ expression: String, location: SourceLocation = #_sourceLocation) throws -> Int {
        let outcome = try self("contacts", "--where", expression, "--count")
        return try #require(Int(outcome.lines.first ?? ""), "\(expression): \(outcome)", sourceLocation: location)
    }

    /// A contact's fields, by merge tag.
    func contact(_ email: String, location: SourceLocation = #_sourceLocation) throws -> JSONValue {
        let found = try self("contacts", "--where", "contact.email:eq \"\(email)\"", "--json").json().arrayValue
        return try #require(found?.first, "\(email)", sourceLocation: location)
    }

    /// The workspace, and the clock for the commands that have one.
    private func complete(_ arguments: [String]) -> [String] {
        let clockless = [
            "apply", "cancel", "check", "digest", "enqueue", "fields", "init", "jobs", "lists", "logs", "next", "outbox", "pause", "resume",
            "remote", "retry", "runs", "serve", "show", "stubs", "suppressions", "sync", "token", "trigger", "why",
        ]
        let hasClock = !clockless.contains(arguments.first ?? "") && !arguments.contains("--now")
        return arguments + ["--workspace", "shop"] + (hasClock ? ["--now", now] : [])
    }
}
