import Formats

extension ContactsAPI {
    /// Makes a contact. Not repeatable: where it is not known whether it was made, a second call would be refused.
    public func createContact(_ contact: ContactCreation) async throws(CallError) -> ContactResource {
        try await value(write(.post, "contacts", contact.json, isRepeatable: false)) { try ContactResource(json: $0) }
    }

    /// A contact by id or address; nil where there is none.
    public func contact(_ identifier: String) async throws(CallError) -> ContactResource? {
        try await found { () async throws(CallError) in
            try await value(.get("contacts/\(URLPart.encoded(identifier))")) { try ContactResource(json: $0) }
        }
    }

    /// Changes a contact by id or address, or makes it where there is none.
    public func updateContact(_ identifier: String, _ update: ContactUpdate) async throws(CallError) -> (
        action: UpdateAction, contact: ContactResource
    ) {
        let request = write(.patch, "contacts/\(URLPart.encoded(identifier))", update.json, isRepeatable: true)
        return try await value(request) { json in
            let action = json["action"]?.stringValue.flatMap { UpdateAction(rawValue: $0) } ?? .updated
            return (action, try ContactResource(json: json))
        }
    }

    /// Deletes a contact by id or address. Answers whether there was one.
    @discardableResult
    public func deleteContact(_ identifier: String) async throws(CallError) -> Bool {
        try await delete("contacts/\(URLPart.encoded(identifier))")
    }

    /// Posts an event of a contact. Not repeatable: twice are two events.
    @discardableResult
    public func postEvent(_ identifier: String, _ event: EventRequest) async throws(CallError) -> EventResource? {
        let answer = try await answer(write(.post, "contacts/\(URLPart.encoded(identifier))/events", event.json, isRepeatable: false))
        // The event has happened, whatever the answer looks like.
        return (try? JSONValue(parsing: answer.body)).flatMap { try? EventResource(json: $0) }
    }
}
