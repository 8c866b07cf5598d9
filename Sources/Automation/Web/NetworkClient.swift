import AsyncHTTPClient
import ContactStore
import Contacts
import NIOCore
import NIOHTTP1

/// The network.
///
/// A run waits for its answers on its own thread, which is no event loop's, so that waiting stops nobody else.
public final class NetworkClient: WebClient {
    private let client: HTTPClient

    /// The longest answer, in bytes.
    static let longestAnswer = 8 << 20

    public init() {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(10)
        // Who refuses a connection is told to refuse it, not to be slow. The outbox tries again in its own time.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        try? client.syncShutdown()
    }

    public func send(_ request: WebRequest) throws -> WebResponse {
        do {
            let headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
            let outgoing = try HTTPClient.Request(
                url: request.url, method: HTTPMethod(rawValue: request.method), headers: headers, body: request.body.map { .string($0) })
            let answer = try client.execute(
                request: outgoing, delegate: ResponseAccumulator(request: outgoing, maxBodySize: Self.longestAnswer),
                deadline: .now() + .nanoseconds(Int64(request.timeout / .nanoseconds(1)))
            ).wait()
            let body = answer.body.map { String(decoding: $0.readableBytesView, as: UTF8.self) } ?? ""
            return WebResponse(
                status: Int(answer.status.code), headers: answer.headers.map { OutboxRequest.Header($0.name.lowercased(), $0.value) },
                body: body)
        } catch is ResponseAccumulator.ResponseTooBigError {
            throw WebError.tooLong(limit: Self.longestAnswer)
        } catch let error as HTTPClientError {
            let timeouts: [HTTPClientError] = [.deadlineExceeded, .connectTimeout, .readTimeout]
            throw timeouts.contains(error) ? WebError.timeout : .unreachable(error.shortDescription)
        } catch {
            throw WebError.unreachable(Self.reason(error))
        }
    }

    /// An error's first line: no addresses of memory, no lists of attempts.
    private static func reason(_ error: any Error) -> String {
        let text = String(describing: error)
        for (sign, words) in [("Connection refused", "connection refused"), ("DNS", "unknown host"), ("unknown host", "unknown host")] {
            if text.contains(sign) { return words }
        }
        return String(text.split(separator: "\n").first?.prefix(120) ?? "")
    }
}
