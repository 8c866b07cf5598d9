public import ContactStore
public import Contacts

/// A request to another system, as it goes out.
public struct WebRequest: Hashable, Sendable {
    public var method: String
    public var url: String
    public var headers: [OutboxRequest.Header]
    public var body: String?
    /// How long the whole exchange may take.
    public var timeout: Span

    public init(
        method: String, url: String, headers: [OutboxRequest.Header] = [], body: String? = nil, timeout: Span = Span(30, .second)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}
