public import ContactStore

/// What another system answered.
public struct WebResponse: Hashable, Sendable {
    public var status: Int
    public var headers: [OutboxRequest.Header]
    public var body: String

    public init(status: Int, headers: [OutboxRequest.Header] = [], body: String = "") {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
