public import ContactStore

/// A request to another system, as it goes out.
public struct WebRequest: Hashable, Sendable {
    public var method: String
    public var url: String
    public var headers: [OutboxRequest.Header]
    public var body: String?
    /// How long the whole exchange may take.
    public var timeout: Duration

    public init(
        method: String, url: String, headers: [OutboxRequest.Header] = [], body: String? = nil, timeout: Duration = .seconds(30)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}
