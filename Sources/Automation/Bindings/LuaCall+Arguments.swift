import ContactStore
import Contacts
import Lua

extension LuaCall {
    /// An error that says what is wrong with the use of a binding; the border adds script and line.
    func usage(_ message: String) -> ScriptError { .usage(message) }

    /// A list by name, id or object, which must exist.
    func list(_ index: Int, in snapshot: Snapshot) throws -> ContactList {
        if let object = objectIfAny(index, as: ListObject.self) { return try snapshot.current(object.list) }
        return try list(try value(index), in: snapshot)
    }

    /// The same from a value.
    func list(_ value: LuaValue, in snapshot: Snapshot) throws -> ContactList {
        switch value {
        case .object(let object as ListObject): return try snapshot.current(object.list)
        case .integer(let id):
            guard let list = snapshot.catalog.list(id: id) else { throw usage("no list with id \(id)") }
            return list
        case .string(let name):
            guard let list = snapshot.catalog.list(named: name) else {
                let phrase = Suggestion.phrase(for: name, in: snapshot.catalog.lists.map(\.name))
                throw usage("no list \(quoted(name))\(phrase); list.ensure\(says(name) ? " \"\(name)\"" : "") makes one")
            }
            return list
        default:
            throw usage("a list is a name, an id or a list object, not a \(value.typeName)")
        }
    }

    /// The membership of a segment, which must be defined.
    func segment(_ index: Int, in snapshot: Snapshot) throws -> Filter {
        let name = try string(index)
        guard snapshot.catalog.segment(named: name) != nil else {
            throw says(name) ? snapshot.unknownSegment(name) : usage("no segment \(quoted(name)); segment.define makes one")
        }
        return .segment(name)
    }

    /// A span of time as a text, `"30d"`.
    func span(_ index: Int) throws -> Span {
        let text = try string(index)
        guard let span = Span(text) else {
            throw usage("\(quoted(text)) is no span of time; write a number and a unit: 30d, 2w, 6mo, 1y, 12h, 15m")
        }
        return span
    }

    /// An instant as a text: a day or a day and a time in ISO 8601.
    func timestamp(_ index: Int, zone: Zone) throws -> Timestamp {
        let text = try string(index)
        if let date = CalendarDate(text) { return zone.instant(of: date) }
        guard let instant = Timestamp(text) else { throw usage("\(quoted(text)) is neither a date (yyyy-mm-dd) nor a time (ISO 8601)") }
        return instant
    }

    /// A day that can be written; `usage` where arithmetic has led out of the calendar.
    func checked(_ day: CalendarDate) throws -> CalendarDate {
        guard CalendarDate.range.contains(day) else { throw usage("the day is outside of the years 1 to 9999") }
        return day
    }

    /// The same of an instant.
    func checked(_ instant: Timestamp) throws -> Timestamp {
        guard Timestamp.range.contains(instant) else { throw usage("the time is outside of the years 1 to 9999") }
        return instant
    }

    /// An event's draft from a name, a table of parameters and a table of options.
    func eventDraft(name: Int, parameters: Int, options: Int, zone: Zone) throws -> EventDraft {
        var pairs: [(String, Value)] = []
        if let table = try optionalTable(parameters) {
            guard table.array.isEmpty else { throw Invalid("params", "must be a hash") }
            for (key, value) in table.fields {
                guard let value = Value(value) else {
                    throw Invalid("params", "value for \(quoted(key)) must be a text, a number or a boolean")
                }
                pairs.append((key, value))
            }
        }
        var key: String?
        var at: Timestamp?
        if let table = try optionalTable(options) {
            for (name, value) in table.fields {
                guard case .string(let text) = value else { throw usage("option \(quoted(name)) must be a text") }
                switch name {
                case "key": key = text
                case "at":
                    at = try CalendarDate(text).map { try checked(zone.instant(of: $0)) } ?? Timestamp(text)
                    if at == nil { throw usage("option 'at': \(quoted(text)) is neither a date nor a time in ISO 8601") }
                default: throw usage("no option \(quoted(name))\(Suggestion.phrase(for: name, in: ["key", "at"]))")
                }
            }
        }
        return try EventDraft(name: string(name), parameters: EventParameters(pairs), key: key, at: at)
    }
}
