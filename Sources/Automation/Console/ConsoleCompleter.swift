import ContactStore
import Contacts
import Lua

/// How the word before the cursor may go on: globals, Lua's words, and members after `.` and `:`, as the bindings declare them.
struct ConsoleCompleter {
    let session: ScriptSession
    let globals: ConsoleGlobals

    private static let keywords = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local", "nil", "not", "or", "repeat",
        "return", "then", "true", "until", "while",
    ]

    /// What is in front of a `.` or a `:`.
    private enum Owner {
        case module(LuaModule)
        case type(String)
        case table(LuaTable)
    }

    /// What the word, or the member, at the end of a text may become.
    func completion(of text: String) -> ScriptConsole.Completion {
        let word = String(text[(text.lastIndex { !Self.isPart($0) }.map(text.index(after:)) ?? text.startIndex)...])
        guard let sign = word.lastIndex(where: { $0 == "." || $0 == ":" }) else {
            return completion(of: word, word.isEmpty ? [] : Self.keywords + globals.names(in: session.state))
        }
        let path = word[..<sign].split(whereSeparator: { $0 == "." || $0 == ":" }).map(String.init)
        let names = owner(path).map { members(of: $0, afterColon: word[sign] == ":") } ?? []
        return completion(of: String(word[word.index(after: sign)...]), names)
    }

    private func completion(of typed: String, _ names: [String]) -> ScriptConsole.Completion {
        ScriptConsole.Completion(typed: typed, words: Set(names).filter { $0.hasPrefix(typed) }.sorted())
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber) || ["_", ".", ":"].contains(character)
    }

    private func owner(_ path: [String]) -> Owner? {
        guard let first = path.first else { return nil }
        var owner: Owner?
        if let module = session.bindings.modules.first(where: { $0.name == first }) {
            owner = .module(module)
        } else if let value = globals.value(first, in: session.state) {
            owner = self.owner(value)
        }
        for name in path.dropFirst() {
            guard let current = owner else { return nil }
            owner = self.owner(name, of: current)
        }
        return owner
    }

    private func owner(_ value: LuaValue) -> Owner? {
        switch value {
        case .record(let record): .type(record.type.name)
        case .object(let object): .type(Swift.type(of: object).luaClass)
        case .table(let table): .table(table)
        case .string: globals.value("string", in: session.state).flatMap(owner)
        default: nil
        }
    }

    private func owner(_ name: String, of owner: Owner) -> Owner? {
        switch owner {
        case .table(let table): return table[name].flatMap(self.owner)
        case .module(let module): return type(of: module.members.first { $0.name == name })
        case .type("Contact"): return name == "fields" ? .type("Contact.fields") : name == "lists" ? .type("ContactLists") : nil
        case .type("Fields"): return .type("Property")
        case .type(let type): return self.type(of: session.classes.first { $0.name == type }?.members.first { $0.name == name })
        }
    }

    private func type(of member: LuaMember?) -> Owner? { member?.returns.first.map { .type($0) } }

    private func members(of owner: Owner, afterColon: Bool) -> [String] {
        switch owner {
        case .table(let table): return table.fields.map(\.key)
        case .module(let module): return afterColon ? [] : names(module.members, methods: false)
        case .type("Fields"), .type("Contact.fields"): return afterColon ? [] : session.snapshot.catalog.fields.map(\.tag)
        case .type("Contact"):
            guard let type = session.context.rows.type else { return [] }
            return afterColon ? type.members.map(\.name) : type.properties.map(\.name) + type.views.map(\.name)
        case .type(let name):
            return session.classes.first { $0.name == name }.map { names($0.members, methods: afterColon) } ?? []
        }
    }

    private func names(_ members: [LuaMember], methods: Bool) -> [String] {
        members.filter { member in
            switch member.kind {
            case .method: methods
            case .function, .property: !methods
            case .metamethod, .callable: false
            }
        }.map(\.name)
    }
}
