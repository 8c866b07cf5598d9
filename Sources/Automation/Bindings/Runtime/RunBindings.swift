import Contacts
import Lua

/// The globals `run`, `args` and `job`.
struct RunBindings {
    let context: RunContext
    /// Called with the time limit that the job declares.
    let limitTime: (Span) -> Void

    var run: LuaModule {
        func timestamp(_ name: String, _ doc: String, _ value: Timestamp?) -> LuaMember {
            .property(name, doc: doc, type: value == nil ? "string?" : "string") { call in
                call.push(value.map { LuaValue.string($0.description) } ?? .nil)
                return 1
            }
        }
        return LuaModule(
            name: "run", doc: "This run.",
            members: [
                timestamp("scheduled_at", "The instant it runs for: the clock's now.", context.clock.now),
                .property(
                    "since", doc: "The logical time of the job's last good run that is not undone; nil at its first.", type: "string?"
                ) { call in
                    call.push(try context.since.map { LuaValue.string($0.description) } ?? .nil)
                    return 1
                },
                .property(
                    "window", doc: "From the last good run to now: { start, finish }, gap-free from run to run.",
                    type: "{ start: string?, finish: string }"
                ) { call in
                    var fields: [(key: String, value: LuaValue)] = [("finish", .string(context.clock.now.description))]
                    if let since = try context.since { fields.append(("start", .string(since.description))) }
                    call.push(.table(LuaTable(fields: fields)))
                    return 1
                },
                .property("trigger", doc: "What started it, and what it is to handle.", type: RunTriggerObject.luaClass) { call in
                    call.push(RunTriggerObject())
                    return 1
                },
                .property("attempt", doc: "Which attempt it is, from 1.", type: "integer") { call in
                    call.push(Int64(context.attempt))
                    return 1
                },
            ])
    }

    var args: LuaModule {
        LuaModule(
            name: "args", doc: "Values given by --set name=value, of the types that job { args = … } declares.",
            members: [
                .metamethod(
                    "__index", doc: "The value of a name, or its default; nil where there is neither.",
                    parameters: [LuaParameter("name", "string")], returns: ["any"]
                ) { call in
                    let name = try call.string(2)
                    if let declared = context.job.arguments[name] {
                        call.push(declared.lua)
                    } else if let given = context.arguments[name] {
                        call.push(given)
                    } else {
                        call.pushNil()
                    }
                    return 1
                }
            ])
    }

    var job: LuaModule {
        LuaModule(
            name: nil, doc: "The script's declaration.",
            members: [
                .function(
                    "job", doc: "Declares the script's job: its guard, limits, arguments and schedule. It must come first.",
                    parameters: [LuaParameter("declaration", JobDeclaration.shape.name)]
                ) { call in
                    guard !context.hasJob else { throw call.usage("a script has one job { … }") }
                    guard !context.isStarted else { throw call.usage("job { … } must come before anything else that the script does") }
                    var job = try JobDeclaration(try call.table(1))
                    try readArguments(&job, call)
                    context.job = job
                    context.hasJob = true
                    if let timeout = job.timeout { limitTime(timeout) }
                    return 0
                }
            ])
    }

    /// Puts what `--set` gave in the place of the defaults, read as their types.
    private func readArguments(_ job: inout JobDeclaration, _ call: LuaCall) throws {
        guard !job.arguments.isEmpty else { return }
        for (name, text) in context.arguments {
            guard let declared = job.arguments[name] else {
                throw call.usage("the script takes no argument '\(name)'\(Suggestion.phrase(for: name, in: job.arguments.keys))")
            }
            guard let value = Value(text, as: declared.type) else {
                let article = declared.type == .integer ? "an" : "a"
                throw call.usage("argument '\(name)' is \(article) \(declared.type.rawValue), not \(call.quoted(text))")
            }
            job.arguments[name] = value
        }
    }
}
