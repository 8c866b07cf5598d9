import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Sends requests, one at a time for each caller, and takes whole answers in.
final class HTTPTransport: Sendable {
    private let client: HTTPClient
    private let authorization: String
    private let settings: APISettings

    /// The longest answer, in bytes: a page of a thousand suppressions is about one megabyte.
    private static let longestAnswer = 64 << 20

    init(settings: APISettings, token: String) {
        self.settings = settings
        authorization = "Bearer \(token)"
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(10)
        // A server that closes idle connections does so at the moment of a request now and then: ours are given up before.
        configuration.connectionPool.idleTimeout = .seconds(15)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        try? client.syncShutdown()
    }

    func send(_ request: APIRequest) async throws(TransportError) -> APIAnswer {
        var outgoing = HTTPClientRequest(url: url(of: request))
        outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
        outgoing.headers.add(name: "Authorization", value: authorization)
        outgoing.headers.add(name: "Accept", value: "application/json")
        outgoing.headers.add(name: "User-Agent", value: "lunation")
        if let body = request.body {
            outgoing.headers.add(name: "Content-Type", value: "application/json")
            outgoing.body = .bytes(ByteBuffer(bytes: body))
        }
        do {
            let timeout = Int64(settings.timeout / .nanoseconds(1)) * Int64(request.leisure)
            let answer = try await client.execute(outgoing, timeout: .nanoseconds(timeout))
            let body = try await answer.body.collect(upTo: Self.longestAnswer)
            return APIAnswer(status: Int(answer.status.code), headers: answer.headers, body: [UInt8](body.readableBytesView))
        } catch {
            throw TransportFault.error(error)
        }
    }

    private func url(of request: APIRequest) -> String {
        let account = request.isOfAccount ? settings.account.map { "accounts/\($0)/" } ?? "" : ""
        return "\(settings.baseURL)/api/\(account)\(request.path)"
    }
}
