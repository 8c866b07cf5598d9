import ContactStore
import Contacts
import Lua

/// Properties by their paths, as queries name them.
extension LuaCall {
    /// A contact's property: `email`, `fields.plan`.
    func contactProperty(_ index: Int, in snapshot: Snapshot) throws -> Property {
        let path = try string(index)
        if let property = Self.fixed.first(where: { $0.path == path }) { return property }
        if path.hasPrefix("fields."), let field = snapshot.catalog.field(tagged: String(path.dropFirst(7))) { return .field(field) }
        let known = Self.fixed.map(\.path) + snapshot.catalog.fields.map { "fields.\($0.tag)" }
        throw usage("no property \(quoted(path))\(Suggestion.phrase(for: path, in: known))")
    }

    /// An event's property: `name`, `at`, `params.amount`.
    func eventProperty(_ index: Int) throws -> Property {
        let path = try string(index)
        switch path {
        case "name": return .eventName
        case "at": return .eventAt
        case _ where path.hasPrefix("params.") && path.utf8.count > 7: return .eventParameter(String(path.dropFirst(7)))
        default:
            throw usage(
                "events have no property \(quoted(path))\(Suggestion.phrase(for: path, in: ["name", "at"])); there are name, at and params.NAME"
            )
        }
    }

    /// All arguments from one on.
    func properties(from first: Int, _ read: (Int) throws -> Property) throws -> [Property] {
        guard count >= first else { throw usage("\(functionName) needs the name of a property") }
        guard count - first < Self.maximumProperties else {
            throw usage("\(functionName) takes at most \(Self.maximumProperties) properties")
        }
        return try (first...count).map(read)
    }

    /// A direction of sorting, ascending where it is left out.
    func isAscending(_ index: Int) throws -> Bool {
        let direction = try optionalString(index) ?? "asc"
        guard direction == "asc" || direction == "desc" else { throw usage("a direction is \"asc\" or \"desc\", not \"\(direction)\"") }
        return direction == "asc"
    }

    /// How many properties one call names at most.
    private static let maximumProperties = 100
    private static let fixed: [Property] = [.id, .email, .emailDomain, .status, .createdAt, .updatedAt]
}
