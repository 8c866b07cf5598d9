/// A request that is sent once the run that asked for it is committed.
public struct OutboxRequest: Hashable, Sendable {
    public var method: String
    public var url: String
    /// Names and values, in the order in which they are sent.
    public var headers: [Header]
    public var body: String?
    /// Sent as `Idempotency-Key`; a key is sent once for ever.
    public var key: String

    public struct Header: Hashable, Sendable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(method: String, url: String, headers: [Header] = [], body: String? = nil, key: String) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.key = key
    }

    /// The host, as plans name it.
    public var host: String {
        let rest = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
        return String(rest.prefix { $0 != "/" && $0 != "?" })
    }
}
