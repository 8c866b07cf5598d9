import Automation
import HTTPTypes
import Hummingbird

/// The addresses that answers name.
struct Links: Sendable {
    private let base: String?
    private let scheme: String
    private let isBehindProxy: Bool
    private let fallback: String

    init(_ options: ServerOptions) {
        base = options.settings.url
        scheme = options.tls == nil ? "http" : "https"
        isBehindProxy = options.isBehindProxy
        fallback = options.address.description
    }

    /// A path of this server, as whoever sent a request reaches it.
    func url(_ path: String, for request: Request) -> String {
        if let base { return base + path }
        var (scheme, host) = (scheme, request.head.authority)
        if isBehindProxy {
            if let forwarded = request.headers[.forwardedProtocol], forwarded == "https" || forwarded == "http" { scheme = forwarded }
            host = request.headers[.forwardedHost] ?? host
        }
        return "\(scheme)://\(host.flatMap { Self.isHost($0) ? $0 : nil } ?? fallback)\(path)"
    }

    /// What a client writes there goes into an answer.
    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }
}
