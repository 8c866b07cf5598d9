import Contacts
import Lua

/// The global `log`: structured lines, with the script's place.
struct LogBindings {
    let context: RunContext

    var module: LuaModule {
        LuaModule(
            name: "log", doc: "Structured log lines.",
            members: [
                entry("debug", "A line for whoever looks closely.", .debug), entry("info", "A line about the ordinary.", .info),
                entry("warn", "A line about what somebody should look at.", .warning),
                entry("error", "A line about what went wrong.", .error),
                .function(
                    "progress", doc: "How far the script is.",
                    parameters: [LuaParameter("done", "integer"), LuaParameter("total", "integer")]
                ) { call in
                    let (done, total) = (try call.integer(1), try call.integer(2))
                    log(call, .info, "progress", ["done": .integer(done), "total": .integer(total)])
                    return 0
                },
            ])
    }

    private func entry(_ name: String, _ doc: String, _ level: LogEntry.Level) -> LuaMember {
        let parameters = [
            LuaParameter("message", "string"), LuaParameter("fields", "table<string, string|number|boolean>", optional: true),
        ]
        return .function(name, doc: doc, parameters: parameters) { call in
            var fields: [String: Value] = [:]
            for (key, value) in try call.optionalTable(2)?.fields ?? [] {
                fields[key] = Value(value) ?? .text(value.typeName)
            }
            log(call, level, try call.string(1), fields)
            return 0
        }
    }

    private func log(_ call: LuaCall, _ level: LogEntry.Level, _ message: String, _ fields: [String: Value]) {
        let place = call.position
        context.log(LogEntry(level: level, message: message, fields: fields, script: place?.script, line: place?.line))
    }
}
