import Lua

/// Writes declarations as the reference part of the scripting document.
struct ReferenceWriter {
    let declarations: BindingDeclarations

    var text: String {
        var lines = ["### Functions", ""]
        lines += table(["call", "returns", ""], declarations.functions.map { row($0, owner: "") })
        for type in declarations.types { lines += section(type) }
        return lines.joined(separator: "\n")
    }

    private func section(_ type: DeclaredType) -> [String] {
        var lines: [String] = []
        let owner: String
        switch type.kind {
        case .global:
            lines.append("### The global `\(type.global)`")
            owner = type.global
        case .object:
            lines.append("### Objects: `\(type.name)`")
            owner = ""
        case .table:
            lines.append("### Tables: `\(type.name)`")
            owner = ""
        }
        lines += ["", type.doc, ""]
        var properties = type.properties.map { property in
            [code(owner + "." + property.name), code(property.type), property.doc]
        }
        if let index = type.index {
            let name = (index.parameters.first?.name ?? "name").uppercased()
            properties.append([code("\(owner).\(name)"), code(index.returns.first ?? "any"), index.doc])
        }
        if !properties.isEmpty { lines += table(["property", "type", ""], properties) }
        let calls = type.functions.map { row($0, owner: owner) } + type.operators.map { row($0, owner: type.kind == .global ? owner : "x") }
        if !calls.isEmpty { lines += table(["call", "returns", ""], calls) }
        return lines
    }

    private func row(_ member: LuaMember, owner: String) -> [String] {
        let parameters = member.parameters.map { "\($0.name)\($0.optional ? "?" : ""): \($0.type)" }.joined(separator: ", ")
        let call =
            switch member.kind {
            case .method: "\(owner):\(member.name)(\(parameters))"
            case .function: owner.isEmpty ? "\(member.name)(\(parameters))" : "\(owner).\(member.name)(\(parameters))"
            case .callable: "\(owner)(\(parameters))"
            case .metamethod, .property: Self.use(member, owner)
            }
        let notes = member.parameters.filter { !$0.doc.isEmpty }.map { " \(code($0.name)): \($0.doc)" }.joined()
        return [code(call), member.returns.map(code).joined(separator: ", "), member.doc + notes]
    }

    private static let signs = [
        "__add": "+", "__sub": "-", "__mul": "*", "__div": "/", "__mod": "%", "__pow": "^", "__idiv": "//", "__band": "&", "__bor": "|",
        "__bxor": "~", "__shl": "<<", "__shr": ">>", "__concat": "..", "__eq": "==", "__lt": "<", "__le": "<=",
    ]
    private static let prefixes = ["__unm": "-", "__bnot": "~", "__len": "#"]

    /// How an operator is written.
    private static func use(_ member: LuaMember, _ value: String) -> String {
        if let sign = signs[member.name] { return "\(value) \(sign) \(member.parameters.first?.name ?? "y")" }
        if let sign = prefixes[member.name] { return sign + value }
        return "\(member.name.drop { $0 == "_" })(\(value))"
    }

    private func table(_ head: [String], _ rows: [[String]]) -> [String] {
        let lines = rows.map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }
        return ["| " + head.joined(separator: " | ") + " |", "|" + head.map { _ in "---|" }.joined()] + lines + [""]
    }

    private func code(_ text: String) -> String { "`\(text)`" }
}
