public import ContactStore

/// A request to another system, as it goes out.
public struct WebRequest: Hashable, Sendable {
    public var method: String
    public var url: String
    public var headers: [OutboxRequest.Header]
    public var body: String?
    /// How long the whole exchange may take.
    public var timeout: Duration
    /// The longest answer, in bytes.
    public var longestAnswer = Self.usualAnswer
    /// The hosts and addresses that it may get to; nil where whoever runs the program has chosen its URL.
    public var reach: AllowedHosts?

    static let usualAnswer = 8 << 20

    public init(
        method: String, url: String, headers: [OutboxRequest.Header] = [], body: String? = nil, timeout: Duration = .seconds(30),
        reach: AllowedHosts? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.reach = reach
    }
}
