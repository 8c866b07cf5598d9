import ContactStore
import Contacts
import Lua
import Testing

@testable import Automation

/// Holds the documents against the product: what they show runs, what scripts can call is in them, their links lead somewhere.
struct DocumentationTests {
    @Test(arguments: try PackageFile.documents())
    func `every Lua block does what the document says`(_ document: String) throws {
        let workspace = try DocumentedWorkspace()
        let blocks = try CodeBlock.blocks(of: document)
        let fences = try PackageFile.text(document).split(separator: "\n").count { $0 == "```lua" }
        #expect(blocks.count { $0.language == "lua" } == fences)
        for (index, block) in blocks.enumerated() where block.language == "lua" {
            if let reason = block.marks["not run"] {
                #expect(!reason.isEmpty, "a block that is not run says why", sourceLocation: block.location)
            } else if let fate = block.marks["test"] {
                try checkTests(block, fails: fate == "fails", expecting: index + 1 < blocks.count ? blocks[index + 1] : nil, workspace)
            } else if block.marks["expression"] != nil {
                try checkExpressions(block, workspace)
            } else {
                try checkScript(block, expecting: index + 1 < blocks.count ? blocks[index + 1] : nil, workspace)
            }
        }
    }

    @Test func `every binding is in the scripting reference`() throws {
        let session = try DocumentedWorkspace().session()
        let bindings = BindingSet(context: session.context) { _ in }
        let reference = try PackageFile.text("docs/scripting.md")
        for module in bindings.modules {
            for member in module.members {
                if case .metamethod = member.kind { continue }
                // What is called itself goes by its module's name.
                let own = member.name == "__call" ? "" : ".\(member.name)"
                let name = module.name.map { $0 + own } ?? member.name
                #expect(Self.mentions(reference, name), "\(name) is not documented")
            }
        }
        let record = ContactRecordBindings(context: session.context).makeType()
        for member in bindings.classes.flatMap(\.members) + record.members {
            switch member.kind {
            case .property: #expect(Self.mentions(reference, ".\(member.name)"), "property \(member.name) is not documented")
            case .metamethod: continue
            default: #expect(Self.mentions(reference, ":\(member.name)"), "method \(member.name) is not documented")
            }
        }
        for property in record.properties where session.snapshot.catalog.field(tagged: property.name) == nil {
            #expect(Self.mentions(reference, "c.\(property.name)"), "c.\(property.name) is not documented")
        }
    }

    @Test func `every tool of tests is in their document`() throws {
        let bindings = ScriptTestBindings.declarations
        let document = try PackageFile.text("docs/testing.md")
        for member in bindings.classes[0].members { #expect(Self.mentions(document, "t.\(member.name)"), "t.\(member.name)") }
        for member in ScriptPlanBindings.declaration.members where !member.name.hasPrefix("__") {
            let isMentioned = ["plan:\(member.name)", "plan.\(member.name)"].contains { Self.mentions(document, $0) }
            #expect(isMentioned, "plan:\(member.name)")
        }
        for counted in ScriptPlanObject.Counted.allCases { #expect(document.contains("\"\(counted.rawValue)\""), "\(counted)") }
        for member in bindings.classes.flatMap(\.members) + bindings.modules.flatMap(\.members) {
            #expect(member.doc.hasSuffix("."), "\(member.name) has no description")
        }
    }

    @Test func `the embedding example is the one that is tested`() throws {
        let text = try PackageFile.text("Tests/EmbeddingTests/EmbeddingTests.swift")
        let source = text.split(separator: "\n", omittingEmptySubsequences: false)
        let begin = try #require(source.firstIndex { $0.hasSuffix("// docs:begin") })
        let end = try #require(source.firstIndex { $0.hasSuffix("// docs:end") })
        let indentation = source[begin].prefix { $0 == " " }
        let example = source[(begin + 1)..<end].map { ($0.hasPrefix(indentation) ? $0.dropFirst(indentation.count) : $0) + "\n" }.joined()
        let blocks = try CodeBlock.blocks(of: "docs/embedding.md")
        #expect(blocks.contains { $0.language == "swift" && $0.text == example })
    }

    @Test func `the README shows the script that ships`() throws {
        let script = try PackageFile.text("scripts/workflows/sunset.lua")
        #expect(try CodeBlock.blocks(of: "README.md").contains { $0.language == "lua" && $0.text == script })
    }

    @Test(arguments: try PackageFile.documents() + ["CONTRIBUTING.md", "CHANGELOG.md"])
    func `every link leads somewhere`(_ document: String) throws {
        for link in try Link.links(of: document) {
            #expect(PackageFile.exists(link.file), "\(document) links to \(link.file)")
            guard let heading = link.heading, PackageFile.exists(link.file) else { continue }
            #expect(try Link.headings(of: link.file).contains(heading), "\(document) links to \(link.file)#\(heading)")
        }
    }

    @Test(arguments: try PackageFile.documents() + ["CONTRIBUTING.md"])
    func `every file that is named exists`(_ document: String) throws {
        let quoted = try PackageFile.text(document).split(separator: "`", omittingEmptySubsequences: false).enumerated()
        for (index, name) in quoted where index % 2 == 1 && ["Sources/", "Tests/"].contains(where: name.hasPrefix) {
            #expect(PackageFile.exists(String(name)), "\(document) names \(name)")
        }
    }

    @Test func `every test that the internals name exists`() throws {
        let parts = try PackageFile.text("docs/internals.md").split(separator: "`", omittingEmptySubsequences: false)
        var count = 0
        for index in parts.indices.dropFirst(3) where parts[index].hasPrefix("Tests/") && parts[index - 1] == " in " {
            count += 1
            #expect(try PackageFile.text(String(parts[index])).contains("func \(parts[index - 2])("), "\(parts[index - 2])")
        }
        #expect(count > 0)
    }

    /// Whether a text has a name that is not the beginning of a longer one.
    private static func mentions(_ text: String, _ name: String) -> Bool {
        text.split(separator: name, omittingEmptySubsequences: false).dropFirst().contains { rest in
            rest.first.map { !($0.isLetter || $0 == "_") } ?? true
        }
    }

    private func checkExpressions(_ block: CodeBlock, _ workspace: DocumentedWorkspace) throws {
        let expressions = DocumentedExpression.expressions(of: block)
        #expect(!expressions.isEmpty, sourceLocation: block.location)
        for expression in expressions {
            do {
                let count = try workspace.count(expression.text, block)
                if let expected = expression.count {
                    #expect(count == expected, "\(expression.text)", sourceLocation: block.location)
                }
            } catch {
                Issue.record("\(expression.text): \(error)", sourceLocation: block.location)
            }
        }
    }

    private func checkTests(_ block: CodeBlock, fails: Bool, expecting next: CodeBlock?, _ workspace: DocumentedWorkspace) throws {
        let results = try workspace.test(block)
        #expect(!results.isEmpty, sourceLocation: block.location)
        for result in results {
            #expect(result.isPassed != fails, "\(result.name): \(result.failure?.description ?? "passed")", sourceLocation: block.location)
            if fails, let failure = result.failure, let next, next.marks["output"] != nil {
                let text = ([failure.description] + failure.details).map { $0 + "\n" }.joined()
                #expect(text == next.text, sourceLocation: next.location)
            }
        }
    }

    private func checkScript(_ block: CodeBlock, expecting next: CodeBlock?, _ workspace: DocumentedWorkspace) throws {
        let isError = next?.marks["error"] != nil
        do {
            let printed = try workspace.plan(block)
            #expect(!isError, "no error", sourceLocation: block.location)
            if let next, next.marks["output"] != nil {
                #expect(printed.map { $0 + "\n" }.joined() == next.text, sourceLocation: block.location)
            }
        } catch let error as RunError {
            #expect(isError ? error.description + "\n" == next?.text : false, "\(error)", sourceLocation: block.location)
        } catch {
            Issue.record(error, sourceLocation: block.location)
        }
    }
}
