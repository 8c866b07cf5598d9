public import Contacts
public import Formats

/// Filters as JSON: lists of a word and what it needs, `["and", ["suppressed"], ["not", ["list", 3, "VIP"]]]`.
///
/// Fields and lists stand there by id and by name. A store reads them by id, so that a rename changes no segment; a saved plan
/// is read by name, since what it creates may get another id.
public struct FilterCoding {
    public enum Reference: Sendable {
        case id, name
    }

    let catalog: Catalog
    let reference: Reference

    public init(catalog: Catalog, by reference: Reference = .id) {
        self.catalog = catalog
        self.reference = reference
    }

    public func json(_ filter: Filter) -> JSONValue {
        switch filter {
        case .all: ["all"]
        case .test(let property, let predicate): ["test", json(property), json(predicate)]
        case .list(let id): ["list", .integer(id), catalog.list(id: id).map { .string($0.name) } ?? .null]
        case .events(let clause):
            ["events", clause.name.map { .string($0) } ?? .null, .array(clause.conditions.map(json)), json(clause.question)]
        case .suppressed: ["suppressed"]
        case .segment(let name): ["segment", .string(name)]
        case .and(let left, let right): ["and", json(left), json(right)]
        case .or(let left, let right): ["or", json(left), json(right)]
        case .not(let inner): ["not", json(inner)]
        }
    }

    /// - Throws: `FilterError.unreadable` for anything that ``json(_:)`` does not make, and where a name is nobody's.
    public func filter(_ json: JSONValue) throws -> Filter {
        let parts = try parts(json)
        switch (parts.word, parts.count) {
        case ("all", 0): return .all
        case ("test", 2): return .test(try property(parts[0]), try predicate(parts[1]))
        case ("list", 2): return .list(try list(parts[0], parts[1]))
        case ("events", 3):
            let conditions = try (parts[1].arrayValue ?? []).map(filter)
            return .events(EventClause(name: parts[0].stringValue, conditions: conditions, question: try question(parts[2])))
        case ("suppressed", 0): return .suppressed
        case ("segment", 1): return .segment(try parts.text(0))
        case ("and", 2): return .and(try filter(parts[0]), try filter(parts[1]))
        case ("or", 2): return .or(try filter(parts[0]), try filter(parts[1]))
        case ("not", 1): return .not(try filter(parts[0]))
        default: throw FilterError.unreadable("'\(parts.word)' is no filter")
        }
    }

    func text(_ filter: Filter) -> String {
        // Numbers that JSON has no words for are texts.
        (try? json(filter).compact()) ?? "null"
    }

    func filter(ofText text: String) throws -> Filter {
        guard let json = try? JSONValue(parsing: text, depth: 512) else { throw FilterError.unreadable("it is no JSON") }
        return try filter(json)
    }

    private func list(_ id: JSONValue, _ name: JSONValue) throws -> Int64 {
        switch reference {
        case .id:
            guard let id = id.integerValue else { throw FilterError.unreadable("a list without an id") }
            return id
        case .name:
            guard let list = name.stringValue.flatMap({ catalog.list(named: $0) }) else {
                throw FilterError.unreadable("no list '\(name.stringValue ?? "")'")
            }
            return list.id
        }
    }
}
