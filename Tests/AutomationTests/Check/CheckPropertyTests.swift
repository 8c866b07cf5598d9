import Automation
import Testing

/// A check ends, whatever it is given.
struct CheckPropertyTests {
    @Test func mutatedScripts() throws {
        var random = SeededGenerator(for: "mutated scripts")
        let workspace = try DocumentedWorkspace()
        let checker = try workspace.checker()
        let blocks = try PackageFile.documents().flatMap { try CodeBlock.blocks(of: $0) }.filter { $0.language == "lua" }
        var words = Set(blocks.flatMap { $0.text.split(whereSeparator: { " \n(){},:.".contains($0) }) }).sorted()
        words += ["(", ")", "{", "}", ":", ".", "&", "|", "~", ",", "=", "\n"]
        var found = 0
        for _ in 0..<400 {
            let block = blocks[Int.random(in: 0..<blocks.count, using: &random)]
            var parts = block.text.split(separator: " ", omittingEmptySubsequences: false)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<parts.count, using: &random)
                let word = words[Int.random(in: 0..<words.count, using: &random)]
                if Bool.random(using: &random) { parts[place] = word } else { parts.insert(word, at: place) }
            }
            let findings = try checker.check(Script(name: "x.lua", source: parts.joined(separator: " ")))
            #expect(findings.allSatisfy { $0.line >= 1 && !$0.message.isEmpty && !$0.fix.isEmpty })
            if !findings.isEmpty { found += 1 }
        }
        #expect(found > 100)
    }

    /// Each variable is made of the last one twice over: what is looked at grows with the text, not with what it comes to.
    @Test func variablesThatDouble() throws {
        let checker = try DocumentedWorkspace().checker()
        var source = "local c0 = contact.events('Purchase'):none() local t0 = 'a'\n"
        for index in 1...90 {
            source += "local c\(index) = c\(index - 1) & c\(index - 1) | c\(index - 1) local t\(index) = t\(index - 1) .. t\(index - 1)\n"
        }
        source += "print(contact.where(c90):count(), contact.lists:has(t90))"
        #expect(try checker.check(Script(name: "x.lua", source: source)).map(\.rule) == ["absence-without-newcomer-guard"])
    }
}
