import Formats

extension ContactsAPI {
    /// Begins an import of at most ``ImportRowResource/maximumCount`` rows. Repeatable: rows say what contacts are to be.
    public func createImport(_ rows: some Sequence<ImportRowResource>) async throws(CallError) -> ImportResource {
        var body = Array(#"{"contacts":["#.utf8)
        let writer = JSONWriter()
        do {
            for (index, row) in rows.enumerated() {
                if index > 0 { body.append(UInt8(ascii: ",")) }
                try writer.append(row.json, to: &body)
            }
        } catch {
            throw .notSent("\(error)")
        }
        body += "]}".utf8
        return try await createImport(encoded: body)
    }

    /// Begins an import whose body is there already: `{"contacts":[…]}`.
    public func createImport(encoded body: [UInt8]) async throws(CallError) -> ImportResource {
        let request = APIRequest(method: .post, path: "contacts/imports", body: body, isRepeatable: true, leisure: 10)
        return try await value(request) { try ImportResource(json: $0) }
    }

    /// How far an import is.
    public func importJob(_ id: Int64) async throws(CallError) -> ImportResource {
        try await value(.get("contacts/imports/\(id)")) { try ImportResource(json: $0) }
    }
}
