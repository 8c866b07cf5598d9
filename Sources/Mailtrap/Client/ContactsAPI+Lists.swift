import Formats

extension ContactsAPI {
    /// All lists, or those whose names begin with a text, in any case.
    public func lists(search: String? = nil) async throws(CallError) -> [ListResource] {
        let query = search.map { "?search=\(URLPart.encoded($0))" } ?? ""
        return try await value(.get("contacts/lists\(query)")) { json in
            guard let values = (json["data"] ?? json).arrayValue else { throw WireError("index of lists", "is not an array") }
            return try values.map { try ListResource(json: $0) }
        }
    }

    /// Makes a list.
    public func createList(name: String) async throws(CallError) -> ListResource {
        try await value(write(.post, "contacts/lists", ["name": .string(name)], isRepeatable: false)) { try ListResource(json: $0) }
    }

    public func renameList(_ id: Int64, to name: String) async throws(CallError) -> ListResource {
        try await value(write(.patch, "contacts/lists/\(id)", ["name": .string(name)], isRepeatable: true)) { try ListResource(json: $0) }
    }

    /// Deletes a list; its contacts stay. Answers whether there was one.
    @discardableResult
    public func deleteList(_ id: Int64) async throws(CallError) -> Bool { try await delete("contacts/lists/\(id)") }
}
