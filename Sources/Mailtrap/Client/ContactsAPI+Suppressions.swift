import Formats

extension ContactsAPI {
    /// The most suppressions that one call answers.
    public static let suppressionPage = 1_000

    /// A page of the sending side's suppressions: those behind the one with an id, from the start without it.
    public func suppressions(after last: String? = nil, email: String? = nil) async throws(CallError) -> [SuppressionResource] {
        var query: [String] = []
        if let last { query.append("last_id=\(URLPart.encoded(last))") }
        if let email { query.append("email=\(URLPart.encoded(email))") }
        let path = "suppressions" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        return try await value(.get(path, bucket: .suppressions)) { json in
            guard let values = (json["data"] ?? json).arrayValue else { throw WireError("index of suppressions", "is not an array") }
            return try values.map { try SuppressionResource(json: $0) }
        }
    }

    public func createSuppression(_ suppression: SuppressionRequest) async throws(CallError) -> SuppressionResource {
        var request = write(.post, "suppressions", suppression.json, isRepeatable: false)
        request.bucket = .suppressions
        return try await value(request) { try SuppressionResource(json: $0) }
    }

    /// Lifts a suppression. Answers whether there was one.
    @discardableResult
    public func deleteSuppression(_ id: String) async throws(CallError) -> Bool {
        try await delete("suppressions/\(URLPart.encoded(id))", bucket: .suppressions)
    }
}
