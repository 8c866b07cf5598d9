import Formats

extension FakeAccount {
    mutating func answer(_ request: FakeRequest, base: String, now: Int64) -> FakeAnswer {
        doImports(now: now)
        let parts = request.path.split(separator: "/").map(String.init)
        let json = request.json ?? .null
        guard parts.first == "contacts" else { return suppression(request, parts) }
        let id = parts.count > 2 ? Int64(parts[2]) : nil
        switch (request.method, parts.count > 1 ? parts[1] : nil) {
        case ("POST", nil): return create(json)
        case ("GET", "lists") where id == nil: return index(search: request.query["search"])
        case (let method, "lists"): return list(method, id, json)
        case (let method, "fields"): return field(method, id, json)
        case ("POST", "imports"): return beginImport(json, now: now)
        case ("GET", "imports"): return importJob(id ?? 0)
        case ("POST", "exports"): return beginExport(json)
        case ("GET", "exports"): return exportJob(id ?? 0, base: base)
        case (let method, let identifier?):
            if parts.count == 3, parts[2] == "events", method == "POST" { return event(identifier, json) }
            switch method {
            case "GET": return find(identifier).map { FakeAnswer(200, ["data": $0.json]) } ?? .notFound
            case "PATCH": return update(identifier, json)
            case "DELETE": return delete(identifier)
            default: return .notFound
            }
        default: return .notFound
        }
    }

    private mutating func suppression(_ request: FakeRequest, _ parts: [String]) -> FakeAnswer {
        guard parts.first == "suppressions" else { return .notFound }
        if request.method == "DELETE", parts.count == 2 {
            guard let index = suppressions.firstIndex(where: { $0.id == parts[1] }) else { return .notFound }
            return FakeAnswer(200, Self.json(suppressions.remove(at: index)))
        }
        var found = suppressions.sorted { $0.id < $1.id }
        if let email = request.query["email"] { found = found.filter { $0.email == email } }
        if let last = request.query["last_id"] { found = found.filter { $0.id > last } }
        return FakeAnswer(200, .array(found.prefix(1_000).map(Self.json)))
    }

    private static func json(_ suppression: Suppression) -> JSONValue {
        [
            "id": .string(suppression.id), "type": .string(suppression.type), "created_at": "2026-01-02T03:04:05Z",
            "email": .string(suppression.email), "sending_stream": .string(suppression.stream), "domain_name": "example.com",
            "message_bounce_category": "",
        ]
    }
}
