import Testing

@testable import Automation

struct GeneratedDocumentsTests {
    @Test func theGeneratedPartsAreCurrent() throws {
        let fixture = try EmptyWorkspace()
        for (part, text) in try GeneratedDocuments(workspace: fixture.workspace).parts() {
            let document = try PackageFile.text(part.document)
            let current = try #require(part.replaced(in: document, by: text), "\(part.document) has lost its generated part")
            #expect(document == current, "\(part.document) is not current: run scripts/reference")
        }
    }

    @Test func aPartIsReplacedBetweenItsMarks() {
        let part = GeneratedPart.reference
        let document = "before\n\(part.mark)\nold\n\n<!-- end -->\nafter\n"
        #expect(part.replaced(in: document, by: "new\n") == "before\n\(part.mark)\nnew\n\n<!-- end -->\nafter\n")
        #expect(part.replaced(in: "nothing", by: "new") == nil)
    }
}
