import Formats

extension FakeAccount {
    mutating func create(_ json: JSONValue) -> FakeAnswer {
        guard let contact = json["contact"], let email = contact["email"]?.stringValue?.lowercased() else {
            return FakeAnswer(422, errors: ["email": ["can't be blank"]])
        }
        if ids[email] != nil { return FakeAnswer(422, errors: ["email": ["has already been taken"]]) }
        var fresh = FakeContact(id: makeContactID(), email: email)
        if let problem = apply(contact, to: &fresh) { return problem }
        put(fresh)
        return FakeAnswer(201, ["data": fresh.json])
    }

    mutating func update(_ identifier: String, _ json: JSONValue) -> FakeAnswer {
        guard let contact = json["contact"] else { return FakeAnswer(422, errors: ["base": ["contact is missing"]]) }
        let found = find(identifier)
        if found == nil, !identifier.contains("@") { return .notFound }
        var updated = found ?? FakeContact(id: makeContactID(), email: identifier.lowercased())
        if let email = contact["email"]?.stringValue?.lowercased(), email != updated.email {
            if let other = ids[email], other != updated.id { return FakeAnswer(422, errors: ["email": ["has already been taken"]]) }
            updated.email = email
        }
        if let problem = apply(contact, to: &updated) { return problem }
        put(updated)
        return FakeAnswer(200, ["action": .string(found == nil ? "created" : "updated"), "data": updated.json])
    }

    mutating func delete(_ identifier: String) -> FakeAnswer {
        guard let contact = find(identifier) else { return FakeAnswer(404, errors: "Contact(s) not found") }
        remove(contact.email)
        return FakeAnswer(204)
    }

    mutating func event(_ identifier: String, _ json: JSONValue) -> FakeAnswer {
        guard var contact = find(identifier) else { return .notFound }
        guard let name = json["name"]?.stringValue, !name.isEmpty else {
            return FakeAnswer(422, errors: ["name": ["can't be blank", "must be a string"]])
        }
        let params = json["params"] ?? .object(JSONObject())
        contact.events.append(FakeContact.Event(name: name, params: params.description))
        put(contact)
        return FakeAnswer(
            201,
            ["contact_id": .string(contact.id), "contact_email": .string(contact.email), "name": .string(name), "params": params])
    }

    /// Lays what a request says of a contact over it, or answers what is wrong with that.
    func apply(_ json: JSONValue, to contact: inout FakeContact) -> FakeAnswer? {
        problem(json).map { FakeAnswer(422, errors: $0) }
            ?? {
                lay(json, over: &contact)
                return nil
            }()
    }

    func problem(_ json: JSONValue) -> JSONValue? {
        if let email = json["email"]?.stringValue, !Self.isAddress(email) { return ["email": ["is invalid"]] }
        let tags = Set(fields.values.map(\.tag))
        for (tag, value) in json["fields"]?.objectValue ?? JSONObject() {
            if !tags.contains(tag) { return ["fields": ["contains invalid values: \(tag)"]] }
            if !isValid(value, tag) { return .object([tag: ["is invalid"]]) }
        }
        for key in ["list_ids", "list_ids_included", "list_ids_excluded"] {
            for id in json[key]?.arrayValue ?? [] where id.integerValue.map({ lists[$0] == nil }) ?? true {
                return ["list_id_included": ["contains invalid data"]]
            }
        }
        return nil
    }

    private func lay(_ json: JSONValue, over contact: inout FakeContact) {
        for (tag, value) in json["fields"]?.objectValue ?? JSONObject() {
            // A nil in an expression of JSON values would be one of them.
            if value.isNull { contact.fields.removeValue(forKey: tag) } else { contact.fields[tag] = value }
        }
        for key in ["list_ids", "list_ids_included"] {
            contact.lists.formUnion((json[key]?.arrayValue ?? []).compactMap(\.integerValue))
        }
        contact.lists.subtract((json["list_ids_excluded"]?.arrayValue ?? []).compactMap(\.integerValue))
        if let flag = json["unsubscribed"]?.boolValue { contact.isUnsubscribed = flag }
    }

    private func isValid(_ value: JSONValue, _ tag: String) -> Bool {
        switch (value, fields.values.first { $0.tag == tag }?.type) {
        case (.null, _), (.string, "text"), (.string, "date"), (.integer, "integer"), (.integer, "float"), (.number, "float"),
            (.bool, "boolean"):
            true
        default: false
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
    }
}
