/// Why the API cannot be served, with what to do about it.
public enum ServerError: Error, Hashable, Sendable, CustomStringConvertible {
    case badAddress(String)
    case unprotected(address: String)
    case incompleteTLS
    case badCertificate(path: String, reason: String)
    case unbindable(address: String, reason: String)

    public var description: String {
        switch self {
        case .badAddress(let text): "'\(text)' is not an address to listen on; write one such as 127.0.0.1:8080 or [::1]:8080"
        case .unprotected(let address):
            "\(address) can be reached from other machines, and tokens would travel in the clear; give --tls-certificate and --tls-key,"
                + " or --behind-proxy where a proxy does TLS"
        case .incompleteTLS: "TLS needs both a certificate and its key: --tls-certificate and --tls-key"
        case .badCertificate(let path, let reason): "\(path) cannot be used for TLS: \(reason)"
        case .unbindable(let address, let reason): "cannot listen on \(address): \(reason)"
        }
    }
}
