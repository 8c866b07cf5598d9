import Testing

@testable import Automation

/// Each rule's examples, in the workspace of the documents.
struct RuleTests {
    private let workspace: DocumentedWorkspace

    init() throws {
        workspace = try DocumentedWorkspace()
    }

    private func findings(_ source: String) throws -> [String] {
        try workspace.checker().check(Script(name: "x.lua", source: source)).map(\.rule)
    }

    @Test(arguments: CheckRules.names) func theBadExampleIsFoundAndTheGoodOneIsNot(_ name: String) throws {
        let rule = try #require(CheckRules.all.first { $0.name == name })
        let found = try findings(rule.bad)
        #expect(!found.isEmpty && found.allSatisfy { $0 == name }, "\(name): \(found)")
        #expect(try findings(rule.good) == [])
        // A rule can be silenced, unless there is no tree.
        guard name != SyntaxRule.name else { return }
        let silenced = rule.bad.split(separator: "\n", omittingEmptySubsequences: false).map { $0 + "  -- check: allow \(name)" }
        #expect(try findings(silenced.joined(separator: "\n")) == [])
    }

    @Test func everyRuleSaysWhatItIs() {
        for rule in CheckRules.all {
            #expect(rule.name.allSatisfy { $0.isLowercase || $0 == "-" })
            for text in [rule.summary, rule.why] { #expect(text.hasSuffix(".") && !text.contains("\n"), "\(rule.name): \(text)") }
            #expect(rule.bad != rule.good)
        }
        #expect(Set(CheckRules.names).count == CheckRules.all.count)
    }

    @Test func whatTheDocumentsShowIsClean() throws {
        for document in try PackageFile.documents() {
            let blocks = try CodeBlock.blocks(of: document)
            for (index, block) in blocks.enumerated() where block.language == "lua" {
                let isError = index + 1 < blocks.count && blocks[index + 1].marks["error"] != nil
                guard block.marks["not run"] == nil, block.marks["expression"] == nil, block.marks["test"] == nil, !isError,
                    // What it catches is shown on purpose.
                    !block.text.contains("pcall(")
                else { continue }
                let script = Script(name: "\(document):\(block.line)", source: block.text)
                let errors = try workspace.checker().check(script).filter { $0.severity == .error }
                #expect(errors.isEmpty, "\(errors)", sourceLocation: block.location)
            }
        }
    }

    @Test func theScriptsThatShipAreClean() throws {
        let script = Script(name: "sunset.lua", source: try PackageFile.text("scripts/workflows/sunset.lua"))
        #expect(try workspace.checker().check(script) == [])
    }
}
