import ContactStore
import Contacts
import Formats
import HTTPTypes
import HummingbirdCore

extension API {
    func suppressions(_ exchange: Exchange) async throws -> Answer {
        if exchange.request.method == .post { return try await createSuppression(exchange) }
        let page = try reader.suppressions(try Self.filter(exchange.path.query))
        return .json(capacity: 4_096) { $0.array(page) { $0.suppression($1) } }
    }

    func deleteSuppression(_ exchange: Exchange) async throws -> Answer {
        guard let id = UUIDv7(exchange.path.identifier) else { throw APIFailure.notFound }
        let entry = try await writer.deleteSuppression(id)
        return .json { $0.suppression(entry) }
    }

    private func createSuppression(_ exchange: Exchange) async throws -> Answer {
        let body = try JSONBody.object(try await bytes(exchange))
        var errors = ValidationErrors()
        var address: EmailAddress?
        switch body["email"] {
        case .string(let text): address = errors.address(text)
        case nil, .null: errors.add("email", "can't be blank")
        default: errors.add("email", "is invalid")
        }
        let stream = body["sending_stream"]?.stringValue.flatMap { SuppressionEntry.Stream(rawValue: $0) }
        if body["sending_stream"]?.isNull ?? true {
            errors.add("sending_stream", "can't be blank")
        } else if stream == nil || stream == .any {
            errors.add("sending_stream", "is not included in the list")
        }
        var kind: SuppressionEntry.Kind? = .manualImport
        if let type = body["type"], !type.isNull { kind = type.stringValue.flatMap { SuppressionEntry.Kind(rawValue: $0) } }
        if kind == nil { errors.add("type", "is not included in the list") }
        // Domains are the sending side's: here a number is kept, and none is asked for.
        var domain: Int64?
        if let json = body["domain_id"], !json.isNull {
            domain = ContactBody.id(json)
            if domain == nil { errors.add("domain_id", "is invalid") }
        }
        var domainName: String?
        if let json = body["domain_name"], !json.isNull {
            domainName = json.stringValue
            if domainName == nil { errors.add("domain_name", "is invalid") }
        }
        try errors.check()
        guard let address, let stream, let kind else { throw APIFailure.unexpected }
        let entry = try await writer.suppress(
            address, kind: kind, stream: stream, domainID: domain, domainName: domainName)
        return .json(.created) { json in
            json.raw(#"{"data":"#)
            json.suppression(entry)
            json.raw("}")
        }
    }

    /// Empty parameters are none.
    private static func filter(_ query: Substring) throws(APIFailure) -> SuppressionFilter {
        var filter = SuppressionFilter()
        for (name, value) in PercentEncoding.parameters(query) where !value.isEmpty {
            switch name {
            // A plus sign of an address is often left as it is, and spaces are in none.
            case "email": filter.email = value.replacing(" ", with: "+").lowercased()
            case "start_time": filter.from = try time(name, value)
            case "end_time": filter.until = try time(name, value)
            case "last_id":
                guard let id = UUIDv7(value) else { throw .badRequest("last_id is no id of a suppression") }
                filter.after = id
            default: break
            }
        }
        return filter
    }

    private static func time(_ name: String, _ value: String) throws(APIFailure) -> Timestamp {
        // The plus sign of an offset, as clients forget to encode it.
        guard let time = Timestamp(value) ?? Timestamp(value.replacing(" ", with: "+")) else {
            throw .badRequest("\(name) is no time such as 2026-06-01T09:30:00Z")
        }
        return time
    }
}
