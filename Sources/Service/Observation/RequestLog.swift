import Automation
import HTTPTypes
import Logging

/// Tells of requests in the log, without anything of a contact: of a path only what kind it is.
struct RequestLog: Sendable {
    let log: Logger
    let which: Automation.ServerConfiguration.RequestLog

    func note(_ method: HTTPRequest.Method, _ route: Route, status: Int, after duration: Duration, bytes: Int, token: String?) {
        guard which != .off, which == .all || status >= 400 else { return }
        let level = status >= 500 ? Logger.Level.error : .info
        guard log.logLevel <= level else { return }
        var metadata: Logger.Metadata = [
            "status": .stringConvertible(status), "ms": .stringConvertible(Self.milliseconds(duration)), "bytes": .stringConvertible(bytes),
        ]
        if let token { metadata["token"] = .string(token) }
        log.log(level: level, "\(Self.word(method)) \(route.pattern)", metadata: metadata)
    }

    /// To a hundredth.
    private static func milliseconds(_ duration: Duration) -> Double { (duration / .microseconds(10)).rounded() / 100 }

    /// A method is any word that a client likes to send.
    private static func word(_ method: HTTPRequest.Method) -> String {
        switch method {
        case .get, .post, .patch, .put, .delete, .head, .options: method.rawValue
        default: "OTHER"
        }
    }
}
