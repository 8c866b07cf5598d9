import Foundation
import Testing

/// The automations that ship: short, documented, and each with tests of its own that pass in a new workspace.
@Suite struct WorkflowTests {
    private static let folder = Program.package + "/scripts/workflows"
    private static let scripts = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".lua") }.sorted()

    @Test func thereAreSeven() {
        #expect(Self.scripts.count == 7, "\(Self.scripts)")
    }

    @Test(arguments: scripts)
    func eachIsShortAndSaysWhatToChange(script: String) throws {
        let text = try String(contentsOfFile: Self.folder + "/" + script, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 25)
        #expect(lines.allSatisfy { $0.count <= 125 })
        #expect(lines.first?.hasPrefix("-- ") == true)
        #expect(lines.dropFirst().first?.hasPrefix("-- What to change: ") == true)
        let document = try String(contentsOfFile: Program.package + "/docs/workflows.md", encoding: .utf8)
        #expect(document.contains("(../scripts/workflows/\(script))"), "docs/workflows.md does not speak of it")
    }

    @Test(arguments: scripts)
    func itsTestsPass(script: String) throws {
        let shop = try Shop()
        let copy = try Program.shell(
            "cp '\(Self.folder)'/*.lua shop/scripts && cp '\(Self.folder)'/lib/*.lua shop/lib && cp '\(Self.folder)'/tests/*.lua shop/tests",
            in: shop.folder)
        try #require(copy.status == 0, "\(copy)")
        let test = "shop/tests/" + script.dropLast(4).replacing("-", with: "_") + "_test.lua"
        try #require(shop.folder.exists(test))
        let outcome = try Program.run(["test", test, "--workspace", "shop"], in: shop.folder)
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}
