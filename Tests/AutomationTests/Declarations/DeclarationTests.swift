import Lua
import Testing

@testable import Automation

/// Every binding has what stubs and reference are made from.
struct DeclarationTests {
    private let fixture: TemporaryWorkspace
    private let declarations: BindingDeclarations

    init() throws {
        fixture = try TemporaryWorkspace()
        declarations = try BindingDeclarations(workspace: fixture.workspace)
    }

    private var members: [(title: String, member: LuaMember)] {
        declarations.functions.map { ($0.name, $0) }
            + declarations.types.flatMap { type in
                (type.functions + type.operators + [type.index, type.newindex].compactMap { $0 }).map { ("\(type.name).\($0.name)", $0) }
            }
    }

    @Test func everythingHasALineThatSaysWhatItIs() {
        var docs = declarations.types.map { ($0.name, $0.doc) } + members.map { ($0.title, $0.member.doc) }
        docs += declarations.types.flatMap { type in type.properties.map { ("\(type.name).\($0.name)", $0.doc) } }
        #expect(docs.count > 100)
        for (title, doc) in docs {
            #expect(doc.hasSuffix("."), "\(title): a doc line ends with a full stop")
            #expect(doc.count > 5 && !doc.contains("\n"), "\(title): a doc line is one line")
        }
        for (title, member) in members {
            for parameter in member.parameters {
                #expect(
                    !parameter.doc.contains("\n") && (parameter.doc.isEmpty || parameter.doc.hasSuffix(".")), "\(title): \(parameter.name)")
            }
        }
    }

    @Test func everyTypeIsDefined() {
        let known = LuaTypeNotation.builtins.union(declarations.types.map(\.name))
        var types = members.flatMap { title, member in (member.parameters.map(\.type) + member.returns).map { (title, $0) } }
        types += declarations.types.flatMap { type in type.properties.map { ("\(type.name).\($0.name)", $0.type) } }
        for (title, text) in types {
            guard let type = LuaTypeNotation(text) else {
                Issue.record("\(title): '\(text)' is no type")
                continue
            }
            for name in type.names {
                #expect(known.contains(name), "\(title): the type '\(name)' is not defined; BindingSet.shapes is for tables")
            }
        }
        #expect(Set(declarations.types.map(\.name)).count == declarations.types.count)
    }

    @Test func everyNameIsOne() throws {
        func isName(_ text: String) -> Bool {
            !text.isEmpty && text.allSatisfy { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) } && text.first?.isNumber == false
        }
        for (title, member) in members {
            #expect(isName(member.name), "\(title)")
            for parameter in member.parameters { #expect(isName(parameter.name) || parameter.name == "...", "\(title): \(parameter.name)") }
            let names = member.parameters.map(\.name)
            #expect(Set(names).count == names.count, "\(title): two parameters of one name")
        }
    }

    /// What a name leads to is declared as `.metamethod("__index", …)`, with a doc line and a type.
    @Test func noFallbackIsUndeclared() {
        for type in declarations.types { #expect(!type.hasBareIndex, "\(type.name): declare __index and __newindex as members") }
    }

    /// A global that is there and not declared would be one without a stub.
    @Test func everyGlobalIsDeclared() throws {
        let source = "local names = {} for name in pairs(_G) do names[#names + 1] = name end return table.unpack(names)"
        let own = Set(
            try LuaState().run(Array(source.utf8), name: "plain").compactMap { if case .string(let name) = $0 { name } else { nil } })
        let session = try ScriptSession(
            workspace: fixture.workspace, script: Script(name: "globals", source: ""), options: RunOptions(), now: fixture.now,
            vocabulary: .everything)
        let names = try session.evaluate("(function() \(source) end)()", name: "globals")
        for case .string(let name) in names where !own.contains(name) {
            #expect(declarations.global(name) != nil || declarations.functions.contains { $0.name == name }, "\(name)")
        }
        #expect(names.count > own.count + 5)
    }

    @Test func theJobsSettingsAreDeclaredOnce() throws {
        let names = JobDeclaration.shape.fields.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names { #expect(try fixture.message("job { \(name) = {} }")?.contains("has no setting") != true) }
    }

    @Test(arguments: [
        ("string", true), ("string|integer|List", true), ("(string|integer|List)[]", true), ("fun(): integer?, string?", true),
        ("{ key: string?, at: string? }", true), ("table<string, string|number|boolean>", true), ("\"asc\"|\"desc\"", true), ("{}", true),
        ("fun(...: any)", true), ("", false), ("string|", false), ("{ key string }", false), ("fun(", false), ("a b", false),
        ("table<string", false),
    ])
    func types(_ text: String, _ isOne: Bool) {
        #expect((LuaTypeNotation(text) != nil) == isOne)
    }
}
