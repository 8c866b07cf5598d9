import Formats

extension ContactsAPI {
    /// The accounts that the token reaches.
    public func accounts() async throws(CallError) -> [AccountResource] {
        let request = APIRequest(method: .get, path: "accounts", bucket: .other, isRepeatable: true, isOfAccount: false)
        return try await value(request) { json in
            guard let values = (json["data"] ?? json).arrayValue else { throw WireError("index of accounts", "is not an array") }
            return try values.map { try AccountResource(json: $0) }
        }
    }
}
