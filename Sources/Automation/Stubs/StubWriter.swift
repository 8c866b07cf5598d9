import Lua

/// Writes declarations as a definition file of the Lua language server.
///
/// Source: https://luals.github.io/wiki/annotations
struct StubWriter {
    let declarations: BindingDeclarations

    private static let operators = [
        "__add": "add", "__sub": "sub", "__mul": "mul", "__div": "div", "__mod": "mod", "__pow": "pow", "__unm": "unm",
        "__idiv": "idiv", "__band": "band", "__bor": "bor", "__bxor": "bxor", "__bnot": "bnot", "__shl": "shl", "__shr": "shr",
        "__concat": "concat", "__len": "len",
    ]
    /// What the language server has no annotation for, as it is written.
    private static let otherUses = [
        "__tostring": "tostring(x)", "__eq": "x == y", "__lt": "x < y", "__le": "x <= y", "__pairs": "pairs(x)",
    ]

    var text: String {
        var lines = [
            "---@meta", "-- Everything that scripts of this workspace can call. Written by `lunation stubs`, which overwrites it.", "",
        ]
        for function in declarations.functions + BindingDeclarations.tests.functions {
            lines += self.function(function, head: "function \(function.name)")
        }
        for type in declarations.types + BindingDeclarations.tests.types { lines += self.type(type) }
        return lines.joined(separator: "\n") + "\n" + SandboxStub.text
    }

    private func type(_ type: DeclaredType) -> [String] {
        var lines = ["--- \(type.doc)"]
        for member in type.operators {
            guard let use = Self.otherUses[member.name] else { continue }
            lines.append("--- - `\(use)`: \(member.doc)")
        }
        lines.append("---@class \(type.name)")
        for property in type.properties {
            lines.append("---@field \(property.name) \(property.type) \(property.doc)")
        }
        if let index = type.index {
            lines.append("---@field [\(index.parameters.first?.type ?? "string")] \(index.returns.first ?? "any") \(index.doc)")
        }
        for member in type.operators {
            let result = member.returns.first ?? "any"
            if let name = Self.operators[member.name] {
                let operand = member.parameters.first.map { "(\($0.type))" } ?? ""
                lines.append("---@operator \(name)\(operand): \(result)")
            } else if case .callable = member.kind {
                lines.append("---@overload \(signature(member))")
            }
        }
        switch type.kind {
        case .global: lines.append("\(type.global) = {}")
        case .object where !type.functions.isEmpty: lines.append("local \(type.name) = {}")
        case .object, .table: break
        }
        lines.append("")
        for function in type.functions {
            let isMethod = if case .method = function.kind { true } else { false }
            let owner = type.kind == .global ? type.global : type.name
            lines += self.function(function, head: "function \(owner)\(isMethod ? ":" : ".")\(function.name)")
        }
        return lines
    }

    private func function(_ member: LuaMember, head: String) -> [String] {
        var lines = ["--- \(member.doc)"]
        for parameter in member.parameters {
            let line = "---@param \(parameter.name)\(parameter.optional ? "?" : "") \(parameter.type)"
            lines.append(parameter.doc.isEmpty ? line : line + " " + parameter.doc)
        }
        lines += member.returns.map { "---@return \($0)" }
        lines.append("\(head)(\(member.parameters.map(\.name).joined(separator: ", "))) end")
        lines.append("")
        return lines
    }

    private func signature(_ member: LuaMember) -> String {
        let parameters = member.parameters.map { "\($0.name)\($0.optional ? "?" : ""): \($0.type)" }.joined(separator: ", ")
        return "fun(\(parameters))" + (member.returns.isEmpty ? "" : ": " + member.returns.joined(separator: ", "))
    }
}
