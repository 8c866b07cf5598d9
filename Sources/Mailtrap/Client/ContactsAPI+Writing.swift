import Formats

extension ContactsAPI {
    func write(_ method: APIRequest.Method, _ path: String, _ json: JSONValue, isRepeatable: Bool) -> APIRequest {
        // Documents are made of values that JSON has words for; NaN is refused by fields and event parameters.
        APIRequest(method: method, path: path, body: Array(json.description.utf8), isRepeatable: isRepeatable)
    }

    /// Deletes something; what is not there is deleted.
    func delete(_ path: String, bucket: APIRequest.Bucket = .contacts) async throws(CallError) -> Bool {
        do {
            _ = try await answer(APIRequest(method: .delete, path: path, bucket: bucket, isRepeatable: true))
            return true
        } catch .refused(let error) where error.status == 404 {
            return false
        } catch {
            throw error
        }
    }
}
