import Contacts

extension ChangeSet {
    /// Stages an event for one contact, unless its key has fired before. Answers whether it will fire.
    func fire(_ event: EventDraft, at contact: ContactKey, now: Timestamp) throws -> Bool {
        try noteEvents()
        let stager = try eventStager ?? EventStager(connection)
        eventStager = stager
        if try stager.insert(event, name: nameID(event.name), at: contact, now: now) { return true }
        alreadyFired += 1
        return false
    }

    /// The id of an event name; a new one is given out here and written with the commit.
    func nameID(_ name: String) throws -> Int64 {
        if let id = snapshot.catalog.eventNames[name] { return id }
        let id = (snapshot.catalog.eventNames.values.max() ?? 0) + 1
        snapshot.catalog.eventNames[name] = id
        return id
    }
}
