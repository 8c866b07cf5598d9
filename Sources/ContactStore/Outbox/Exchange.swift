/// What a run has asked over HTTP and was answered.
///
/// It is as the store holds it: in the place of a secret stands its mark.
public struct Exchange: Hashable, Sendable {
    public let url: String
    /// The answer's status; 0 where there was no answer.
    public let status: Int
    /// Names in lower case.
    public let headers: [OutboxRequest.Header]
    /// The answer's text, or why there was none.
    public let body: String

    public init(url: String, status: Int, headers: [OutboxRequest.Header] = [], body: String) {
        self.url = url
        self.status = status
        self.headers = headers
        self.body = body
    }
}
