/// Where a server listens: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`, or a port alone, which is one of this machine.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    public let host: String
    /// 0 is any port that is free.
    public let port: Int

    private static let loopback = "127.0.0.1"

    init(host: String, port: Int) {
        (self.host, self.port) = (host, port)
    }

    /// Nil for anything else.
    public init?(_ text: some StringProtocol) {
        if let port = Self.port(text) {
            (self.host, self.port) = (Self.loopback, port)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Self.port(text[text.index(after: colon)...]) else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
            guard host.contains(":") else { return nil }
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) else { return nil }
        self.host = host == "*" ? "0.0.0.0" : host
        self.port = port
    }

    /// Whether only this machine can reach it. Names other than `localhost` are taken for addresses of elsewhere.
    public var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    private static func port(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else { return nil }
        return UInt16(text).map(Int.init)
    }
}
