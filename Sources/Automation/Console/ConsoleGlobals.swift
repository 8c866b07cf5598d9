import ContactStore
import Contacts
import Lua

/// The globals of a console's state: which there are, and which of them can go on to another snapshot.
struct ConsoleGlobals {
    private let names: LuaFunction
    private let value: LuaFunction
    /// What was there before the first line.
    private var own: Set<String>

    init(_ state: LuaState) throws {
        // Taken before a line can put something else in the place of what they use.
        let source = """
            local globals, next, type, rawget = _G, next, type, rawget
            local function names()
              local names = {}
              for name in next, globals do if type(name) == "string" then names[#names + 1] = name end end
              return names
            end
            return names, function(name) return rawget(globals, name) end
            """
        let results = try state.run(Array(source.utf8), name: ScriptConsole.name)
        guard case .function(let names)? = results.first, case .function(let value)? = results.last else {
            throw LuaError(kind: .state, message: "the globals cannot be listed")
        }
        self.names = names
        self.value = value
        own = []
        own = Set(self.names(in: state))
    }

    /// Every global that has a text as its name, sorted.
    func names(in state: LuaState) -> [String] {
        guard case .table(let table)? = try? state.call(names).first else { return [] }
        return table.array.compactMap { if case .string(let name) = $0 { name } else { nil } }.sorted()
    }

    /// The value of a global; nil where it has none that the host can take.
    func value(_ name: String, in state: LuaState) -> LuaValue? {
        try? state.call(value, [.string(name)]).first
    }

    /// Sets in another session what lines have set in this one. Answers the names of what cannot go along: functions, which are
    /// part of their state, and what speaks of lists or fields that are no more.
    func carry(from old: ScriptSession, to new: ScriptSession) throws -> [String] {
        let (before, after) = (old.snapshot.catalog, new.snapshot.catalog)
        let keepsObjects = before.fields.allSatisfy(after.fields.contains) && before.lists.allSatisfy(after.lists.contains)
        var lost: [String] = []
        for name in names(in: old.state) where !own.contains(name) {
            guard let value = value(name, in: old.state), let carried = Self.carried(value, to: new, keepsObjects) else {
                lost.append(name)
                continue
            }
            try new.state.setGlobal(name, carried)
        }
        return lost
    }

    private static func carried(_ value: LuaValue, to session: ScriptSession, _ keepsObjects: Bool) -> LuaValue? {
        switch value {
        case .nil, .boolean, .integer, .number, .string, .bytes: return value
        case .function: return nil
        // Not by `?:`, for which nil would be Lua's nil.
        case .object:
            guard keepsObjects else { return nil }
            return value
        case .record(let record):
            guard let type = session.context.rows.type, (try? session.snapshot.exists(ContactKey(record.key))) == true else { return nil }
            return .record(LuaRecord(type: type, key: record.key))
        case .table(var table):
            for index in table.array.indices {
                guard let carried = carried(table.array[index], to: session, keepsObjects) else { return nil }
                table.array[index] = carried
            }
            for index in table.fields.indices {
                guard let carried = carried(table.fields[index].value, to: session, keepsObjects) else { return nil }
                table.fields[index].value = carried
            }
            for index in table.others.indices {
                guard let carried = carried(table.others[index].value, to: session, keepsObjects) else { return nil }
                table.others[index].value = carried
            }
            return .table(table)
        }
    }
}
