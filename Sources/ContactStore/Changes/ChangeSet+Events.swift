import Contacts

extension ChangeSet {
    /// Stages an event for one contact, unless its key has fired before. Answers whether it will fire.
    func fire(_ event: EventDraft, at contact: ContactKey, now: Timestamp) throws -> Bool {
        try noteEvents()
        let name = try nameID(event.name)
        let identity: [SQLValue] = [.integer(contact.rawValue), .integer(name)]
        if let key = event.key,
            try connection.integer("SELECT 1 FROM event WHERE contact = ? AND name = ? AND key = ?", identity + [.text(key)]) != nil
        {
            alreadyFired += 1
            return false
        }
        let values: [SQLValue] = [
            .integer((event.at ?? now).milliseconds), event.key.map { .text($0) } ?? .null, EventCoding.stored(event.parameters),
        ]
        try connection.run(
            "INSERT OR IGNORE INTO temp.new_event (contact, name, at, key, params) VALUES (?, ?, ?, ?, ?)", identity + values)
        if connection.changedRows == 0 {
            alreadyFired += 1
            return false
        }
        return true
    }

    /// The id of an event name; a new one is given out here and written with the commit.
    func nameID(_ name: String) throws -> Int64 {
        if let id = snapshot.catalog.eventNames[name] { return id }
        let id = (snapshot.catalog.eventNames.values.max() ?? 0) + 1
        snapshot.catalog.eventNames[name] = id
        noteCreatedName(id)
        return id
    }
}
