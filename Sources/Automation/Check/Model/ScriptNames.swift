import Contacts
import Lua
import LuaSyntax

/// The names that a script brings into the world.
struct ScriptNames {
    private(set) var lists: Set<String> = []
    private(set) var fields: Set<String> = []
    private(set) var events: Set<String> = []
    private(set) var globals: Set<String> = []
    /// Whether it makes lists, fields or events whose names are only known when it runs.
    private(set) var makesUnknownLists = false
    private(set) var makesUnknownFields = false
    private(set) var firesUnknownEvents = false

    init() {}

    init(of script: CheckedScript) {
        globals = script.assignedGlobals
        for call in script.calls {
            if call.isOne(TypeNames.list, "create", "ensure") {
                if let name = call.arguments.first.flatMap(script.text) { lists.insert(name) } else { makesUnknownLists = true }
            } else if call.isOne(ListObject.luaClass, "rename") {
                if let name = call.arguments.first.flatMap(script.text) { lists.insert(name) } else { makesUnknownLists = true }
            } else if call.isOne(TypeNames.field, "create", "ensure") {
                let entries = script.entries(call.arguments.first)
                let tag = entries.first { $0.name == "tag" }.map { script.text($0.value) }
                let name = entries.first { $0.name == "name" }.flatMap { script.text($0.value) }
                if let tag = tag ?? name.map({ Field.tag(for: $0) }) { fields.insert(tag) } else { makesUnknownFields = true }
            }
        }
        for fire in script.fires {
            if let name = fire.name.flatMap(script.text) { events.insert(name) } else { firesUnknownEvents = true }
        }
    }

    mutating func formUnion(_ other: ScriptNames) {
        lists.formUnion(other.lists)
        fields.formUnion(other.fields)
        events.formUnion(other.events)
        globals.formUnion(other.globals)
        makesUnknownLists = makesUnknownLists || other.makesUnknownLists
        makesUnknownFields = makesUnknownFields || other.makesUnknownFields
        firesUnknownEvents = firesUnknownEvents || other.firesUnknownEvents
    }
}

/// A place where a script fires an event.
struct FireCall {
    let name: Expression?
    let options: Expression?
    let line: Int
}

extension CheckedScript {
    /// Where it fires events: also at what is not known to be a contact, since nothing else fires.
    var fires: [FireCall] {
        chunk.expressions.compactMap { expression in
            guard case .method(let owner, "fire", let arguments) = expression.kind else {
                guard case .call(let function, let arguments) = expression.kind, case .index(let owner, let key) = function.kind,
                    case .string("fire") = key.kind, declaredType(owner)?.name == TypeNames.event
                else { return nil }
                return FireCall(name: arguments.dropFirst().first, options: arguments.dropFirst(3).first, line: key.line)
            }
            if let type = declaredType(owner), type.member("fire") == nil { return nil }
            return FireCall(name: arguments.first, options: arguments.dropFirst(2).first, line: expression.line)
        }
    }
}
