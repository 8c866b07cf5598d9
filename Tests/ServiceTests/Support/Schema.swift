import Formats
import Foundation

/// A JSON schema, of which what the schemas beside the tests use is understood.
struct Schema {
    let definition: JSONValue

    /// One of the folder `Schemas`.
    static func named(_ name: String) throws -> Schema {
        let url = Bundle.module.bundleURL.appendingPathComponent("Schemas/\(name).json")
        return Schema(definition: try JSONValue(parsing: [UInt8](Data(contentsOf: url))))
    }

    /// What a value does not keep to, with its place.
    func violations(of value: JSONValue) throws -> [String] { try check(value, definition, "$") }

    private func check(_ value: JSONValue, _ schema: JSONValue, _ place: String) throws -> [String] {
        guard case .object(let rules) = schema else { return [] }
        var found: [String] = []
        for (rule, argument) in rules {
            switch rule {
            case "title", "description", "$schema": break
            case "$ref": found += try check(value, Schema.named(argument.stringValue ?? "").definition, place)
            case "type":
                let types = argument.arrayValue?.compactMap(\.stringValue) ?? [argument.stringValue ?? ""]
                if !types.contains(where: { Self.isOf($0, value) }) { found.append("\(place) is no \(types.joined(separator: " or "))") }
            case "enum": if !(argument.arrayValue ?? []).contains(value) { found.append("\(place) is none of those that are known") }
            case "const": if argument != value { found.append("\(place) is not \(argument)") }
            case "pattern":
                if let text = value.stringValue, text.range(of: argument.stringValue ?? "", options: .regularExpression) == nil {
                    found.append("\(place) does not match \(argument)")
                }
            case "minimum":
                if let number = value.doubleValue, number < argument.doubleValue ?? 0 { found.append("\(place) is below \(argument)") }
            case "minItems":
                if let items = value.arrayValue, items.count < Int(argument.integerValue ?? 0) { found.append("\(place) has too few") }
            case "minProperties":
                if let members = value.objectValue, members.count < Int(argument.integerValue ?? 0) {
                    found.append("\(place) has too few members")
                }
            case "required":
                for name in (argument.arrayValue ?? []).compactMap(\.stringValue) where value.objectValue != nil && value[name] == nil {
                    found.append("\(place).\(name) is missing")
                }
            case "properties":
                for (name, rules) in argument.objectValue ?? JSONObject() {
                    if let member = value[name] { found += try check(member, rules, "\(place).\(name)") }
                }
            case "additionalProperties":
                let known = Set(schema["properties"]?.objectValue?.keys ?? [])
                for (name, member) in value.objectValue ?? JSONObject() where !known.contains(name) {
                    if argument == .bool(false) {
                        found.append("\(place).\(name) is not known")
                    } else {
                        found += try check(member, argument, "\(place).\(name)")
                    }
                }
            case "items":
                for (index, item) in (value.arrayValue ?? []).enumerated() { found += try check(item, argument, "\(place)[\(index)]") }
            default: found.append("the schema has a rule that is not understood: \(rule)")
            }
        }
        return found
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("string", .string), ("integer", .integer), ("number", .integer), ("number", .number), ("boolean", .bool), ("array", .array),
            ("object", .object), ("null", .null):
            true
        default: false
        }
    }
}
