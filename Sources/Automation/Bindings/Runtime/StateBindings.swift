import ContactStore
import Contacts
import Formats
import Lua

/// The global `state`: what a job remembers from run to run.
struct StateBindings {
    let context: RunContext

    /// The longest value, as JSON, in bytes, and the longest key, in characters.
    static let maximumValueLength = 65_536
    static let maximumKeyLength = 255

    private var snapshot: Snapshot { context.snapshot }

    var module: LuaModule {
        let context = context
        return LuaModule(
            name: "state",
            doc:
                "What this job remembers from run to run: read state.name, assign to keep, nil forgets. Saved with the commit, not by a plan.",
            members: [
                .metamethod("__pairs", doc: "Walks over what it remembers, by name.", returns: ["fun(): string?, any"]) { call in
                    var keys = try snapshot.stateKeys(of: context.jobName)[...]
                    call.pushFunction { call in
                        guard let key = keys.popFirst() else {
                            call.pushNil()
                            return 1
                        }
                        call.push(key)
                        call.push(try value(key))
                        return 2
                    }
                    return 1
                },
                .metamethod(
                    "__index", doc: "What it remembers under a name, or nil.", parameters: [LuaParameter("name", "string")],
                    returns: ["any"]
                ) { call in
                    // Reading and writing are the work, after which a declaration comes too late: the name belongs to the job.
                    context.isStarted = true
                    call.push(try value(try call.string(2)))
                    return 1
                },
                .metamethod(
                    "__newindex", doc: "Keeps a value under a name; nil forgets it.",
                    parameters: [LuaParameter("name", "string"), LuaParameter("value", "any")]
                ) { call in
                    context.isStarted = true
                    try set(call)
                    return 0
                },
            ])
    }

    private func value(_ key: String) throws -> LuaValue {
        guard let text = try snapshot.state(of: context.jobName, key: key) else { return .nil }
        let value = try JSONValue(parsing: text)
        if case .string(let text) = value { context.veil.seen.insert(text) }
        return value.lua
    }

    private func set(_ call: LuaCall) throws {
        let key = try call.string(2)
        guard !key.isEmpty, key.count <= Self.maximumKeyLength else {
            throw call.usage("a name in state has 1 to \(Self.maximumKeyLength) characters")
        }
        let value = try JSONValue(call.value(3), call)
        if value.isNull { return try snapshot.setState(of: context.jobName, key: key, to: nil) }
        let text = try value.compact(sortsKeys: true)
        guard text.utf8.count <= Self.maximumValueLength else {
            throw call.usage("state.\(key) is too long (\(text.utf8.count) bytes as JSON, the limit is \(Self.maximumValueLength))")
        }
        try snapshot.setState(of: context.jobName, key: key, to: text)
    }
}
