import Formats

extension ContactsAPI {
    func write(_ method: APIRequest.Method, _ path: String, _ json: JSONValue, isRepeatable: Bool) -> APIRequest {
        // Documents are made of values that JSON has words for; NaN is refused by fields and event parameters.
        APIRequest(method: method, path: path, body: Array(json.description.utf8), isRepeatable: isRepeatable)
    }

    /// Deletes something; what is not there is deleted.
    func delete(_ path: String, bucket: APIRequest.Bucket = .contacts) async throws(CallError) -> Bool {
        let request = APIRequest(method: .delete, path: path, bucket: bucket, isRepeatable: true)
        return try await found { () async throws(CallError) in try await answer(request) } != nil
    }

    /// What a call answers; nil where the account does not have what it is about.
    func found<Result>(_ call: () async throws(CallError) -> Result) async throws(CallError) -> Result? {
        let problem: CallError
        do {
            return try await call()
        } catch {
            problem = error
        }
        guard problem.status == 404 else { throw problem }
        return nil
    }
}
