import ContactStore
import Contacts
import Lua

/// Makes what a line comes to ready to be shown.
struct ConsoleReader {
    let session: ScriptSession

    private var snapshot: Snapshot { session.snapshot }

    func value(_ value: LuaValue) throws -> ConsoleValue {
        switch value {
        case .string(let text): return .text(text)
        case .bytes(let bytes): return .text(String(decoding: bytes, as: UTF8.self))
        case .number(let number): return .text(LuaLiteral.number(number))
        case .record(let record):
            let key = ContactKey(record.key)
            guard let contact = try snapshot.contact(key) else { return .text("(a contact that is no more)") }
            return .contact(contact, lists: try snapshot.lists(of: key).map(\.name), fields: snapshot.catalog.fields)
        case .object(let object as QueryObject): return try contacts(object.query)
        case .object(let object): return .text(try words(object))
        case .nil, .boolean, .integer, .table, .function: return .text(LuaLiteral.lines(value))
        }
    }

    private func contacts(_ query: ContactQuery) throws -> ConsoleValue {
        var first = query
        first.limit = min(query.limit ?? .max, ScriptConsole.shownContacts)
        var contacts: [Contact] = []
        let cursor = try snapshot.cursor(first)
        while let key = try cursor.next() {
            if let contact = try snapshot.contact(key) { contacts.append(contact) }
        }
        return .contacts(contacts, total: try snapshot.count(query), fields: snapshot.catalog.fields)
    }

    /// An object as it says itself, or what it is.
    private func words(_ object: any LuaObject) throws -> String {
        if let property = object as? PropertyObject { return "the property \(property.title): test it, as in \(property.title):is_set()" }
        let name = type(of: object).luaClass
        guard let declaration = session.classes.first(where: { $0.name == name }) else { return "(\(name))" }
        if let member = declaration.members.first(where: { $0.name == "__tostring" }) {
            let state = session.state
            if case .function(let text)? = try state.run(Array("return tostring".utf8), name: ScriptConsole.name).first,
                case .string(let words)? = try state.call(text, [.object(object)]).first
            {
                return words
            }
            return member.doc
        }
        return "\(name): \(declaration.doc)"
    }
}

extension ScriptSession {
    /// What its bindings declare.
    var bindings: BindingSet { BindingSet(context: context) { _ in } }
    var classes: [LuaClass] { bindings.classes }
}
