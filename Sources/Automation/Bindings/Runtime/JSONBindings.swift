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
                    call.push(try JSONValue(call.value(1), call).compact(sortsKeys: true))
                    return 1
                },
                .function("decode", doc: "The value of a JSON text.", parameters: [LuaParameter("text", "string")], returns: ["any"]) {
                    call in
                    do {
                        call.push(try JSONValue(parsing: call.string(1)).lua)
                    } catch let error as FormatError {
                        throw call.usage(error.description)
                    }
                    return 1
                },
            ])
    }
}
