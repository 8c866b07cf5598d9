import ContactStore
import Contacts
import Foundation

@testable import Automation

/// A workspace of the files that the documents show, so that what they say is what a reader gets. Gone with the test.
final class DocumentedWorkspace {
    private let workspace: Workspace
    private(set) var printed: [String] = []

    /// When the documents take place, where a block says nothing else.
    private let now = "2026-06-01T09:00:00Z"

    init() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/lunation-" + UUID().uuidString
        workspace = try Workspace.create(at: folder)
        for document in try PackageFile.documents() {
            for block in try CodeBlock.blocks(of: document) {
                guard let file = block.marks["file"] else { continue }
                try block.text.write(toFile: folder + "/" + file, atomically: true, encoding: .utf8)
            }
        }
        let secrets = folder + "/secrets.yml"
        try "crm_token: kE9-zz81-vvQ2\n".write(toFile: secrets, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secrets)
        let clock = LogicalClock(now: Timestamp(now) ?? SystemClock.now)
        var options = ImportOptions()
        options.createsFields = true
        options.errorsFolder = workspace.rejectedPath
        _ = try ContactImporter(store: workspace.store, options: options, clock: clock).run(folder + "/customers.csv", startedAt: clock.now)
        var events = EventImportOptions()
        events.name = "Purchase"
        events.errorsFolder = workspace.rejectedPath
        _ = try EventImporter(store: workspace.store, options: events, clock: clock).run(folder + "/purchases.csv", startedAt: clock.now)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: workspace.path)
    }

    /// What a block prints when it is planned.
    func plan(_ block: CodeBlock) throws -> [String] {
        printed = []
        let script = Script(name: block.marks["file"] ?? "example.lua", source: block.text)
        _ = try runner(block).plan(script)
        return printed
    }

    func count(_ expression: String, _ block: CodeBlock) throws -> Int { try runner(block).count(where: expression) }

    /// How the tests of a block end.
    func test(_ block: CodeBlock) throws -> [ScriptTestResult] {
        let path = workspace.testsPath + "/example_test.lua"
        try block.text.write(toFile: path, atomically: true, encoding: .utf8)
        let file = ScriptTestFile(path: path, name: "tests/example_test.lua")
        return try ScriptTestRunner(workspace: workspace).run([file]).flatMap(\.results)
    }

    func checker() throws -> ScriptChecker { try ScriptChecker(workspace: workspace) }

    func session() throws -> ScriptSession {
        try ScriptSession(
            workspace: workspace, script: Script(name: "example.lua", source: ""), options: RunOptions(), now: SystemClock.now)
    }

    private func runner(_ block: CodeBlock) -> ScriptRunner {
        var configuration = workspace.configuration
        if let name = block.marks["timezone"], let zone = Zone(name) { configuration.zone = zone }
        configuration.allowedHosts = AllowedHosts(["api.example.com"])
        var options = RunOptions()
        options.now = Timestamp(block.marks["now"] ?? now)
        options.timeout = Span(1, .minute)
        options.showsData = block.marks["data"] != "hidden"
        options.print = { [unowned self] in printed.append($0) }
        let zoned = Workspace(path: workspace.path, configuration: configuration, store: workspace.store)
        return ScriptRunner(workspace: zoned, options: options)
    }
}
