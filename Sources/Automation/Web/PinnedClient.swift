import AsyncHTTPClient
import NIOCore

/// A client whose connections to a host go to one address, whatever the host's name comes to by then. The name stays in the request
/// and in the check of the certificate.
final class PinnedClient: Sendable {
    let client: HTTPClient

    init(host: String, address: IPAddress) {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(10)
        // Who refuses a connection is told to refuse it, not to be slow. The outbox tries again in its own time.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = [host: address.description]
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        try? client.syncShutdown()
    }
}
