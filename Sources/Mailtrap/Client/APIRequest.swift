/// One call of the API, before it is sent.
struct APIRequest {
    enum Method: String {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// What a call is counted as by the limits of an account.
    enum Bucket: Hashable {
        case contacts
        case suppressions
        /// Of the token alone.
        case other
    }

    var method: Method
    /// The path from behind `/api/` or `/api/accounts/{id}/`, encoded.
    var path: String
    var body: [UInt8]?
    var bucket = Bucket.contacts
    /// Whether doing it twice comes to the same as doing it once.
    var isRepeatable: Bool
    /// Whether the path may name the account.
    var isOfAccount = true
    /// How many times the usual timeout it may take.
    var leisure = 1

    static func get(_ path: String, bucket: Bucket = .contacts) -> APIRequest {
        APIRequest(method: .get, path: path, bucket: bucket, isRepeatable: true)
    }
}
