import Formats
import Lua

/// The global `json`.
enum JSONBindings {
    static var module: LuaModule {
        LuaModule(
            name: "json", doc: "JSON, RFC 8259. Objects come as tables; null comes as nil.",
            members: [
                .function(
                    "encode", doc: "A value as JSON text, keys sorted.", parameters: [LuaParameter("value", "any")], returns: ["string"]
                ) { call in
                    let value = try JSONValue(call.value(1), call)
                    if case .string(let text) = value { try checkLength(text, call) }
                    call.push(try value.compact(sortsKeys: true))
                    return 1
                },
                .function("decode", doc: "The value of a JSON text.", parameters: [LuaParameter("text", "string")], returns: ["any"]) {
                    call in
                    do {
                        let text = try call.string(1)
                        try checkLength(text, call)
                        call.push(try JSONValue(parsing: text, count: largestCount).lua)
                    } catch let error as FormatError {
                        throw call.usage(error.description)
                    }
                    return 1
                },
            ])
    }

    /// As much as a table of a script may hold that goes to the host.
    static let largestCount = 1_000_000
    private static let longestText = 32 << 20

    private static func checkLength(_ text: String, _ call: LuaCall) throws {
        guard text.utf8.count <= longestText else { throw call.usage("the text has more than \(longestText >> 20) MiB") }
    }
}
