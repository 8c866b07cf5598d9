import AsyncHTTPClient
import ContactStore
import Contacts
import Glibc
import NIOCore
import NIOHTTP1

/// The network.
///
/// A host's name is resolved here, its addresses are held against what the request may reach, and the connection goes to one of
/// those: a name that comes to another address a moment later leads nowhere else. A run waits for its answers on its own
/// thread, which is no event loop's, so that waiting stops nobody else.
public final class NetworkClient: WebClient {
    private let clients = PinnedClients()
    private let resolver: any AddressResolver

    /// How many of a host's addresses are tried.
    private static let mostAddresses = 4

    public convenience init() {
        self.init(resolver: SystemResolver())
    }

    init(resolver: any AddressResolver) {
        self.resolver = resolver
    }

    public func send(_ request: WebRequest) throws -> WebResponse {
        let location: WebLocation
        do throws(WebLocation.Flaw) {
            location = try WebLocation(request.url)
        } catch {
            throw WebError.refused(error.words)
        }
        let end = NIODeadline.now() + .nanoseconds(Int64(request.timeout / .nanoseconds(1)))
        let found = try location.address.map { [$0] } ?? resolver.addresses(of: location.host, within: request.timeout)
        let addresses = found.filter { request.reach?.problem($0, of: location) == nil }.prefix(Self.mostAddresses)
        guard let last = addresses.last else {
            throw WebError.refused(found.lazy.compactMap { request.reach?.problem($0, of: location) }.first ?? "its host has no address")
        }
        for address in addresses.dropLast() {
            do {
                return try exchange(request, location, address, before: end)
            } catch  where Self.isBeforeSending(error) {
                continue
            } catch {
                throw Self.translated(error, request)
            }
        }
        do {
            return try exchange(request, location, last, before: end)
        } catch {
            throw Self.translated(error, request)
        }
    }

    private func exchange(
        _ request: WebRequest, _ location: WebLocation, _ address: IPAddress, before end: NIODeadline
    ) throws -> WebResponse {
        let headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        let outgoing = try HTTPClient.Request(
            url: location.url, method: HTTPMethod(rawValue: request.method), headers: headers, body: request.body.map { .string($0) })
        let pinned = clients.client(for: location.host, at: address)
        let answer = try pinned.client.execute(
            request: outgoing, delegate: ResponseAccumulator(request: outgoing, maxBodySize: request.longestAnswer), deadline: end
        ).wait()
        withExtendedLifetime(pinned) {}
        let body = answer.body.map { String(decoding: $0.readableBytesView, as: UTF8.self) } ?? ""
        return WebResponse(
            status: Int(answer.status.code), headers: answer.headers.map { OutboxRequest.Header($0.name.lowercased(), $0.value) },
            body: body)
    }

    /// Whether nothing of the request has gone out, so that it may go to another address.
    private static func isBeforeSending(_ error: any Error) -> Bool {
        if let error = error as? HTTPClientError { return error == .connectTimeout }
        return [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL].contains((error as? IOError)?.errnoCode)
    }

    private static func translated(_ error: any Error, _ request: WebRequest) -> WebError {
        switch error {
        case is ResponseAccumulator.ResponseTooBigError: return .tooLong(limit: request.longestAnswer)
        case let error as HTTPClientError:
            let timeouts: [HTTPClientError] = [.deadlineExceeded, .connectTimeout, .readTimeout]
            return timeouts.contains(error) ? .timeout : .unreachable(error.shortDescription)
        default: return .unreachable(reason(error))
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
