import Foundation
import Testing

/// What docs/schedules.md shows: each of its commands is run, and answers as it is written there.
@Suite struct ScheduleDocumentTests {
    @Test func everyCommandAnswersAsShown() throws {
        let folder = try Folder()
        let document = try String(contentsOfFile: Program.package + "/docs/schedules.md", encoding: .utf8)
        var count = 0
        for block in document.split(separator: "```text\n").dropFirst() {
            let text = block.prefix(upTo: try #require(block.firstRange(of: "```")).lowerBound)
            for shown in text.split(separator: "$ ", omittingEmptySubsequences: true) {
                let (command, answer) = try #require(shown.firstIndex(of: "\n").map { (shown[..<$0], shown[shown.index(after: $0)...]) })
                let line = command.replacing("lunation ", with: "\"$LUNATION\" ")
                #expect(try Program.shell("{ \(line); } 2>&1", in: folder).output == answer, "\(command)")
                count += 1
            }
        }
        #expect(count > 20)
    }
}
