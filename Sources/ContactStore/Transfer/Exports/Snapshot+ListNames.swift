import Contacts

extension Snapshot {
    /// The names of the lists that a contact is on, sorted: by one look-up where no list has staged changes.
    func listNames(of key: ContactKey) throws -> [String] {
        if catalog.lists.contains(where: { changes.shape.has(.list, $0.id) }) { return try lists(of: key).map(\.name) }
        return try store.translating {
            let statement = try connection.cached(
                "SELECT l.name FROM membership m JOIN list l ON l.id = m.list WHERE m.contact = ? ORDER BY l.name")
            try statement.bind(1, key.rawValue)
            defer { statement.reset() }
            var names: [String] = []
            while try statement.step() { names.append(statement.text(0)) }
            return names
        }
    }
}
