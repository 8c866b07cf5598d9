import Contacts
import Formats
import Synchronization

/// An account's Contacts API: a function for each endpoint, safe to call from many tasks at once.
///
/// Calls wait for the rate limits. What is put off (429) or fails without having reached the server is tried again; what may have been
/// done is tried again where doing it twice comes to the same, and else told as ``CallError/unknown(_:)``. The token is in no error.
public final class ContactsAPI: Sendable {
    public let settings: APISettings
    let limiter: (any RateLimiter)?
    private let transport: HTTPTransport
    private let calls = Atomic<Int>(0)

    /// - Parameters:
    ///   - token: the API token, of a form that fits into a header.
    ///   - limiter: nil for a server without limits.
    public init(settings: APISettings, token: String, limiter: (any RateLimiter)? = nil) {
        self.settings = settings
        self.limiter = limiter
        transport = HTTPTransport(settings: settings, token: token)
    }

    /// Requests sent so far, repetitions included.
    public var callCount: Int { calls.load(ordering: .relaxed) }

    /// Makes a call and reads what it answers.
    func value<Result>(_ request: APIRequest, _ read: (JSONValue) throws -> Result) async throws(CallError) -> Result {
        let answer = try await answer(request)
        do {
            return try read(JSONValue(parsing: answer.body))
        } catch {
            throw .unreadable(error is WireError ? "\(error)" : "it is not JSON")
        }
    }

    /// Makes a call; answers with a status of success alone.
    @discardableResult
    func answer(_ request: APIRequest) async throws(CallError) -> APIAnswer {
        var backoff = Backoff(first: settings.firstWait, longest: settings.longestWait)
        var (failures, putOffs) = (0, 0)
        while true {
            let problem: CallError
            var advice: Duration?
            let answer: Result<APIAnswer, TransportError>
            try await acquire(request.bucket)
            calls.add(1, ordering: .relaxed)
            do {
                answer = .success(try await transport.send(request))
            } catch {
                answer = .failure(error)
            }
            switch answer {
            case .success(let answer) where (200..<300).contains(answer.status):
                if request.method != .get || isReadable(answer) { return answer }
                failures += 1
                problem = .unreadable("it is not JSON")
            case .success(let answer) where answer.status == 429:
                problem = .refused(APIError(status: answer.status, body: answer.body))
                putOffs += 1
                advice = WaitAdvice.wait(answer.headers, now: .system)
                if let advice { await limiter?.pause(request.bucket.window, for: advice) }
                if putOffs >= settings.putOffs { throw problem }
            case .success(let answer) where answer.status >= 500:
                let error = APIError(status: answer.status, body: answer.body)
                problem = .unknown(error.description)
                advice = WaitAdvice.wait(answer.headers, now: .system)
                failures += 1
                guard request.isRepeatable else { throw problem }
            case .success(let answer):
                throw .refused(APIError(status: answer.status, body: answer.body))
            case .failure(let error):
                if Task.isCancelled { throw error.wasSent ? .unknown("cancelled") : .notSent("cancelled") }
                problem = error.wasSent ? .unknown(error.reason) : .notSent(error.reason)
                failures += 1
                guard !error.wasSent || request.isRepeatable else { throw problem }
            }
            guard failures < settings.attempts else { throw problem }
            var wait = backoff.next()
            if let advice {
                guard advice <= settings.longestWait else { throw problem }
                wait = max(advice, settings.firstWait * Double.random(in: 0...1))
            }
            do { try await settings.sleep(wait) } catch { throw problem }
        }
    }

    private func acquire(_ bucket: APIRequest.Bucket) async throws(CallError) {
        guard let limiter else { return }
        do {
            try await limiter.acquire(bucket.window)
        } catch {
            throw .notSent(error is CancellationError ? "cancelled" : "\(error)")
        }
    }

    /// Something between here and the account may answer a page of its own now and then.
    private func isReadable(_ answer: APIAnswer) -> Bool { (try? JSONValue(parsing: answer.body)) != nil }
}
