/// A request's path taken apart, with and without the account in it.
struct RequestPath {
    var route = Route.unknown
    /// The account that the path names; nil where it names none.
    var account: Substring?
    /// The variable parts behind it, as they came: percent-encoded or not.
    var identifier: Substring = ""
    var file: Substring = ""
    /// What is behind the question mark.
    let query: Substring

    init(_ target: String) {
        let end = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        query = end.map { target[target.utf8.index(after: $0)...] } ?? ""
        let parts = target[..<(end ?? target.endIndex)].split(separator: "/", maxSplits: 8)
        guard let first = parts.first else { return }
        switch first {
        case "api": readAPI(parts.dropFirst())
        case "exports" where parts.count == 3: (route, identifier, file) = (.exportFile, parts[1], parts[2])
        case "webhooks" where parts.count == 2 && parts[1] == "mailtrap": route = .webhook
        case "healthz" where parts.count == 1: route = .health
        case "readyz" where parts.count == 1: route = .readiness
        case "metrics" where parts.count == 1: route = .metrics
        default: break
        }
    }

    private mutating func readAPI(_ parts: ArraySlice<Substring>) {
        guard parts.first == "accounts" else { return readResource(parts) }
        guard parts.count > 1 else {
            route = .accounts
            return
        }
        account = parts[parts.startIndex + 1]
        readResource(parts.dropFirst(2))
    }

    private mutating func readResource(_ parts: ArraySlice<Substring>) {
        let rest = parts.dropFirst()
        switch parts.first {
        case "contacts": readContacts(rest)
        case "suppressions": readCollection(rest, .suppressions, .suppression)
        default: break
        }
    }

    /// Lists, fields, imports and exports are siblings of the contacts' identifiers, and come first.
    private mutating func readContacts(_ parts: ArraySlice<Substring>) {
        guard let first = parts.first else {
            route = .contacts
            return
        }
        let rest = parts.dropFirst()
        switch first {
        case "lists": readCollection(rest, .lists, .list)
        case "fields": readCollection(rest, .fields, .field)
        case "imports": readCollection(rest, .imports, .importJob)
        case "exports": readCollection(rest, .exports, .exportJob)
        default:
            identifier = first
            if rest.isEmpty { route = .contact } else if rest.count == 1, rest.first == "events" { route = .contactEvents }
        }
    }

    private mutating func readCollection(_ parts: ArraySlice<Substring>, _ collection: Route, _ member: Route) {
        switch parts.count {
        case 0: route = collection
        case 1: (route, identifier) = (member, parts.first ?? "")
        default: break
        }
    }
}
