import Formats

extension ContactsAPI {
    /// Begins an export. The account does one at a time: see ``APIError/isPreviousExport``. Not repeatable: the first one may be running.
    public func createExport(_ filters: [ExportFilter] = []) async throws(CallError) -> ExportResource {
        let body: JSONValue = ["filters": .array(filters.map(\.json))]
        return try await value(write(.post, "contacts/exports", body, isRepeatable: false)) { try ExportResource(json: $0) }
    }

    /// How far an export is; nil where there is none.
    public func export(_ id: Int64) async throws(CallError) -> ExportResource? {
        try await found { () async throws(CallError) in
            try await value(.get("contacts/exports/\(id)")) { try ExportResource(json: $0) }
        }
    }
}

extension APIError {
    /// Whether an export was refused because another one is running.
    public var isPreviousExport: Bool { status == 422 && mentions("previous export") }
}
