import AsyncHTTPClient

/// Puts the network's errors into words without addresses of memory and lists of attempts, and tells those apart in which nothing
/// was sent.
enum TransportFault {
    static func error(_ error: any Error) -> TransportError {
        if error is CancellationError { return TransportError(wasSent: true, reason: "cancelled") }
        let text = String(describing: error)
        for (sign, words) in unsent where text.contains(sign) { return TransportError(wasSent: false, reason: words) }
        if let error = error as? HTTPClientError {
            switch error {
            case .connectTimeout, .getConnectionFromPoolTimeout: return TransportError(wasSent: false, reason: "no connection in time")
            case .tlsHandshakeTimeout: return TransportError(wasSent: false, reason: "no encrypted connection in time")
            case .deadlineExceeded, .readTimeout, .writeTimeout: return TransportError(wasSent: true, reason: "timed out")
            case .remoteConnectionClosed: return TransportError(wasSent: true, reason: "the connection was closed")
            case .invalidURL, .emptyHost, .emptyScheme: return TransportError(wasSent: false, reason: "not a URL")
            default: return TransportError(wasSent: true, reason: error.shortDescription)
            }
        }
        if text.contains("NIOConnectionError") { return TransportError(wasSent: false, reason: "no connection") }
        if text.contains("reset by peer") || text.contains("Broken pipe") {
            return TransportError(wasSent: true, reason: "the connection was closed")
        }
        return TransportError(wasSent: true, reason: String(text.split(separator: "\n").first?.prefix(120) ?? ""))
    }

    private static let unsent: [(String, String)] = [
        ("Connection refused", "connection refused"), ("unknown host", "unknown host"), ("DNS", "unknown host"),
        ("No route to host", "no route to the host"), ("Network is unreachable", "the network is unreachable"),
        ("handshakeFailed", "no encrypted connection"), ("CERTIFICATE_VERIFY_FAILED", "the server's certificate is not valid"),
        ("unableToValidateCertificate", "the server's certificate is not valid"),
    ]
}
