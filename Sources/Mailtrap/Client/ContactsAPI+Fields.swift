import Formats

extension ContactsAPI {
    public func fields() async throws(CallError) -> [FieldResource] {
        try await value(.get("contacts/fields")) { json in
            guard let values = (json["data"] ?? json).arrayValue else { throw WireError("index of fields", "is not an array") }
            return try values.map { try FieldResource(json: $0) }
        }
    }

    /// Makes a field.
    public func createField(_ field: FieldRequest) async throws(CallError) -> FieldResource {
        try await value(write(.post, "contacts/fields", field.json, isRepeatable: false)) { try FieldResource(json: $0) }
    }

    /// Changes a field's name and merge tag; its type stays.
    public func updateField(_ id: Int64, _ field: FieldRequest) async throws(CallError) -> FieldResource {
        try await value(write(.patch, "contacts/fields/\(id)", field.json, isRepeatable: true)) { try FieldResource(json: $0) }
    }

    /// Deletes a field with all its values. Answers whether there was one.
    @discardableResult
    public func deleteField(_ id: Int64) async throws(CallError) -> Bool { try await delete("contacts/fields/\(id)") }
}
