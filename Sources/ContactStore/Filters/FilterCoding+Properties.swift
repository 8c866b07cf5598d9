import Contacts
import Formats

extension FilterCoding {
    func json(_ property: Property) -> JSONValue {
        switch property {
        case .field(let field): ["field", .integer(field.id), .string(field.tag), .string(field.type.rawValue)]
        case .eventParameter(let name): ["param", .string(name)]
        case .id, .email, .emailDomain, .status, .createdAt, .updatedAt, .eventName, .eventAt: .string(property.path)
        }
    }

    func property(_ json: JSONValue) throws -> Property {
        if let path = json.stringValue {
            let plain: [Property] = [.id, .email, .emailDomain, .status, .createdAt, .updatedAt, .eventName, .eventAt]
            guard let property = plain.first(where: { $0.path == path }) else { throw FilterError.unreadable("no property '\(path)'") }
            return property
        }
        let parts = try parts(json)
        if parts.word == "param" { return .eventParameter(try parts.text(0)) }
        guard parts.word == "field", parts.count == 3, let id = parts[0].integerValue,
            let type = ValueType(rawValue: try parts.text(2))
        else { throw FilterError.unreadable("'\(parts.word)' is no property") }
        let tag = try parts.text(1)
        switch reference {
        // A field that is gone keeps its place, so that messages can name it.
        case .id: return .field(catalog.field(id: id) ?? Field(id: id, name: tag, tag: tag, type: type))
        case .name:
            guard let field = catalog.field(tagged: tag), field.type == type else {
                throw FilterError.unreadable("no \(type) field '\(tag)'")
            }
            return .field(field)
        }
    }

    func json(_ question: EventClause.Question) -> JSONValue {
        switch question {
        case .none: ["none"]
        case .any: ["any"]
        case .count(let predicate): ["count", json(predicate)]
        case .sum(let name, let predicate): ["sum", .string(name), json(predicate)]
        case .minimum(let name, let predicate): ["min", .string(name), json(predicate)]
        case .maximum(let name, let predicate): ["max", .string(name), json(predicate)]
        case .average(let name, let predicate): ["avg", .string(name), json(predicate)]
        case .last(let predicate): ["last", json(predicate)]
        case .first(let predicate): ["first", json(predicate)]
        }
    }

    func question(_ json: JSONValue) throws -> EventClause.Question {
        let parts = try parts(json)
        switch (parts.word, parts.count) {
        case ("none", 0): return .none
        case ("any", 0): return .any
        case ("count", 1): return .count(try predicate(parts[0]))
        case ("sum", 2): return .sum(try parts.text(0), try predicate(parts[1]))
        case ("min", 2): return .minimum(try parts.text(0), try predicate(parts[1]))
        case ("max", 2): return .maximum(try parts.text(0), try predicate(parts[1]))
        case ("avg", 2): return .average(try parts.text(0), try predicate(parts[1]))
        case ("last", 1): return .last(try predicate(parts[0]))
        case ("first", 1): return .first(try predicate(parts[0]))
        default: throw FilterError.unreadable("'\(parts.word)' is no question about events")
        }
    }
}
