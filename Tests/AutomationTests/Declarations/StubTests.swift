import Foundation
import Lua
import LuaSyntax
import Testing

@testable import Automation

struct StubTests {
    private let fixture: TemporaryWorkspace
    private let declarations: BindingDeclarations
    private let text: String

    init() throws {
        fixture = try TemporaryWorkspace()
        declarations = try BindingDeclarations(workspace: fixture.workspace)
        text = try EditorSupport(workspace: fixture.workspace).text()
    }

    private var lines: [Substring] { text.split(separator: "\n") }

    @Test func theStubsAreLua() throws {
        let state = try LuaState()
        try state.check(Array(text.utf8), name: "lunation.lua")
        // Its functions are empty, so it runs too.
        try state.run(Array(text.utf8), name: "lunation.lua")
        #expect(lines.first == "---@meta")
    }

    @Test func everyBindingHasAStubAndALine() {
        let text = text
        func has(_ stub: String, _ title: String) { #expect(text.contains(stub), "\(title) has no stub: \(stub)") }
        for function in declarations.functions { has("--- \(function.doc)\n", function.name) }
        for type in declarations.types {
            has("---@class \(type.name)\n", type.name)
            for property in type.properties {
                has("---@field \(property.name) \(property.type) \(property.doc)\n", "\(type.name).\(property.name)")
            }
            for function in type.functions {
                let owner = type.kind == .global ? type.global : type.name
                let isMethod = if case .method = function.kind { true } else { false }
                has("function \(owner)\(isMethod ? ":" : ".")\(function.name)(", "\(type.name).\(function.name)")
            }
            for member in type.operators where !["__tostring", "__eq", "__pairs", "__call"].contains(member.name) {
                has("---@operator \(member.name.dropFirst(2))", "\(type.name).\(member.name)")
            }
        }
    }

    @Test(arguments: [
        "---@field plan string? The field plan.", "---@field visits integer? The field visits.", "---@field vip boolean? The field vip.",
        "---@field plan Property The field plan, text.", "---@operator band(Expression): Expression", "---@operator bnot: Expression",
        "---@operator len: integer", "---@field [string] Property The field of a merge tag.",
        """
        --- Finds one contact by e-mail or id; nil where there is none.
        ---@param email_or_id string
        ---@return Contact?
        function contact.get(email_or_id) end
        """,
        """
        --- Is within the last span, now included.
        ---@param span string A number and a unit: 30d, 2w, 6mo, 1y, 12h.
        ---@return Expression
        function Property:within(span) end
        """,
        """
        ---@param ... string
        ---@return fun(): any
        function Query:pluck(...) end
        """,
        "---@return Contact\n---@return \"created\"|\"updated\"\nfunction contact.upsert(contact) end",
        "---@field guard table<string, integer|string>? Limits: changes, creates, deletes, unsubscribes, events, requests.",
    ])
    func stubs(_ stub: String) {
        #expect(text.contains(stub))
    }

    /// Every annotation is one that the language server knows, in its form.
    @Test func everyAnnotationIsWellFormed() throws {
        for line in lines where line.hasPrefix("---@") {
            let parts = line.dropFirst(4).split(separator: " ", maxSplits: 1).map(String.init)
            let rest = parts.count > 1 ? parts[1] : ""
            switch parts[0] {
            case "meta": #expect(rest.isEmpty)
            case "class": #expect(!rest.isEmpty && !rest.contains(" "), "\(line)")
            case "field", "param":
                let words = rest.split(separator: " ", maxSplits: 1).map(String.init)
                try #require(words.count == 2, "\(line)")
                let type = longestType(words[1])
                #expect(type != nil, "\(line)")
                if parts[0] == "field" { #expect(type?.rest.isEmpty == false, "\(line) has a line that says what it is") }
            case "return": #expect(LuaTypeNotation(rest) != nil || rest.hasPrefix("fun("), "\(line)")
            case "operator":
                let halves = rest.split(separator: ": ")
                try #require(halves.count == 2, "\(line)")
                #expect(LuaTypeNotation(String(halves[1])) != nil, "\(line)")
            case "overload": #expect(LuaTypeNotation(rest) != nil, "\(line)")
            default: Issue.record("\(line)")
            }
        }
    }

    /// The type that a text begins with, and what follows it.
    private func longestType(_ text: String) -> (type: LuaTypeNotation, rest: Substring)? {
        let ends = text.indices.filter { text[$0] == " " } + [text.endIndex]
        for end in ends {
            if let type = LuaTypeNotation(String(text[..<end])) { return (type, text[end...].drop { $0 == " " }) }
        }
        return nil
    }

    /// What the settings switch off and the stubs bring back is what the sandbox has.
    @Test func theStubsOfOsAreTheSandboxs() throws {
        let source =
            "local names = {} for name in pairs(os) do names[#names + 1] = 'function os.' .. name .. '(' end return table.unpack(names)"
        let names = try LuaState().run(Array(source.utf8), name: "os")
        #expect(names.count == 4)
        for case .string(let name) in names { #expect(SandboxStub.text.contains(name)) }
        #expect(SandboxStub.text.components(separatedBy: "function os.").count == names.count + 1)
    }

    @Test func theFilesAreWrittenAndTheSettingsKept() throws {
        let support = EditorSupport(workspace: fixture.workspace)
        let stubs = fixture.workspace.path + "/.lunation/library/lunation.lua"
        let settings = fixture.workspace.path + "/.luarc.json"
        #expect(try support.write() == [stubs, settings])
        #expect(try String(contentsOfFile: stubs, encoding: .utf8) == text)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(EditorSupport.settings.utf8)) as? [String: Any])
        #expect((json["runtime"] as? [String: Any])?["version"] as? String == "Lua 5.4")
        _ = try fixture.write("{}", ".luarc.json")
        _ = try fixture.run("field.create { name = 'Coupon', type = 'text' }")
        #expect(try support.write() == [stubs])
        #expect(try String(contentsOfFile: settings, encoding: .utf8) == "{}")
        #expect(try String(contentsOfFile: stubs, encoding: .utf8).contains("---@field coupon string? The field Coupon."))
    }

    @Test func aHostsBindingsAreAmongThem() throws {
        var support = EditorSupport(workspace: fixture.workspace)
        let tier = LuaMember.function("tier", doc: "The tier.", parameters: [LuaParameter("email", "string")], returns: ["string"]) { _ in 0
        }
        support.bindings = [LuaModule(name: "crm", doc: "What the host knows.", members: [tier])]
        #expect(try support.text().contains("---@return string\nfunction crm.tier(email) end"))
    }
}
