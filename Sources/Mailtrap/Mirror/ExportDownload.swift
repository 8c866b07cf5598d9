import AsyncHTTPClient
import Glibc
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Fetches the file behind an export's link: without the token, which is not the link's host's business, and straight to the disk.
struct ExportDownload {
    let settings: APISettings

    private static let mostRedirects = 3
    /// Bytes; an export of a million contacts has a few hundred megabytes.
    private static let longestFile = 16 << 30

    /// Writes the file; it is there whole or not at all.
    func fetch(_ link: String, to path: String) async throws(PullError) {
        var wait = Backoff(first: settings.firstWait, longest: settings.longestWait)
        var attempt = 1
        while true {
            let problem: PullError
            do {
                return try await attemptFetch(link, path)
            } catch {
                problem = error
            }
            guard case .download = problem, attempt < settings.attempts else { throw problem }
            attempt += 1
            do { try await settings.sleep(wait.next()) } catch { throw problem }
        }
    }

    private func attemptFetch(_ link: String, _ path: String) async throws(PullError) {
        var url = link.hasPrefix("/") ? settings.baseURL + link : link
        for _ in 0...Self.mostRedirects {
            try check(url)
            guard let next = try await follow(url, path) else { return }
            url = next.hasPrefix("/") ? Self.origin(of: url) + next : next
        }
        throw .unsafeLink("it leads on and on")
    }

    private func check(_ url: String) throws(PullError) {
        let lowercased = url.lowercased()
        if lowercased.hasPrefix("https://") { return }
        // A server of one's own, which is spoken to without encryption anyway.
        if lowercased.hasPrefix("http://"), settings.isPlain { return }
        throw .unsafeLink("it is not encrypted (https)")
    }

    /// Answers where the link leads on to, or nil once the file is there.
    private func follow(_ url: String, _ path: String) async throws(PullError) -> String? {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "User-Agent", value: "lunation")
        let partial = path + ".part"
        defer { unlink(partial) }
        do {
            let timeout = Int64(settings.timeout / .nanoseconds(1)) * 120
            let answer = try await HTTPClient.lunation.execute(request, timeout: .nanoseconds(timeout))
            switch Int(answer.status.code) {
            case 200: break
            case 300..<400:
                guard let location = answer.headers.first(name: "Location") else {
                    throw PullError.linkRefused(status: Int(answer.status.code))
                }
                return location
            case 429, 500...: throw PullError.download("\(answer.status.code)")
            default: throw PullError.linkRefused(status: Int(answer.status.code))
            }
            let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw PullError.unwritable(path: partial, reason: String(cString: strerror(errno))) }
            defer { close(descriptor) }
            var length = 0
            for try await chunk in answer.body {
                length += chunk.readableBytes
                guard length <= Self.longestFile else { throw PullError.unsafeLink("its file is too long") }
                try Self.write(chunk, descriptor, partial)
            }
            if let announced = answer.headers.first(name: "Content-Length").flatMap({ Int($0) }), announced != length {
                throw PullError.download("\(length) of \(announced) bytes came")
            }
            guard rename(partial, path) == 0 else { throw PullError.unwritable(path: path, reason: String(cString: strerror(errno))) }
            return nil
        } catch let error as PullError {
            throw error
        } catch {
            throw .download(TransportFault.error(error).reason)
        }
    }

    private static func write(_ chunk: ByteBuffer, _ descriptor: Int32, _ path: String) throws(PullError) {
        let failure: Int32? = chunk.withUnsafeReadableBytes { bytes in
            var position = 0
            while position < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress! + position, bytes.count - position)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return errno }
                position += count
            }
            return nil
        }
        if let failure { throw .unwritable(path: path, reason: String(cString: strerror(failure))) }
    }

    private static func origin(of url: String) -> String {
        // http: / / host / …
        url.split(separator: "/", omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
    }
}

extension HTTPClient {
    /// For links: it sends nothing of its own along, and follows nothing by itself.
    fileprivate static let lunation: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(10)
        configuration.timeout.read = .seconds(60)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}
