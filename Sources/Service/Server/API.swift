import Automation
import ContactStore
import Contacts
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Scheduler

/// Answers requests: finds what the path names, who asks, whether they may, and does it.
final class API: HTTPResponder {
    typealias Context = EmptyContext

    let settings: Automation.ServerConfiguration
    let accountName: String
    let store: ContactStore
    let reader: ContactReader
    let writer: DirectWriter
    let imports: ServedImports
    let exports: ServedExports
    let links: Links
    let webhooks: WebhookKey?
    let log: Logger
    /// Whether metrics are shown to whoever asks.
    let showsMetrics: Bool
    let now: @Sendable () -> Timestamp
    private let verifier: TokenVerifier
    private let limiter: RateLimiter?
    private let metrics: RequestMetrics
    private let requests: RequestLog

    init(_ parts: ServedParts, options: ServerOptions, registry: PrometheusRegistry, log: Logger) {
        settings = options.settings
        accountName = parts.accountName
        store = parts.store
        reader = ContactReader(store: parts.store)
        writer = parts.writer
        imports = parts.imports
        exports = parts.exports
        webhooks = parts.webhooks
        verifier = TokenVerifier(store: parts.store)
        limiter = options.settings.limits.map { RateLimiter($0) }
        metrics = RequestMetrics(registry)
        requests = RequestLog(log: log, which: options.settings.log)
        links = Links(options)
        showsMetrics = options.address.isLoopback && !options.isBehindProxy
        now = parts.now
        self.log = log
    }

    var metricsText: String { metrics.text }

    @Sendable func respond(to request: Request, context: EmptyContext) async throws -> Response {
        let start = ContinuousClock.now
        metrics.begin()
        var exchange = Exchange(request: request, path: RequestPath(request.head.path ?? ""), now: now())
        var rate: RateVerdict?
        var answer: Answer
        do {
            rate = try admit(&exchange)
            answer = try await self.answer(exchange)
        } catch {
            answer = .failure(failure(error), nowSeconds: exchange.now.milliseconds / 1_000)
        }
        let response = finish(answer, exchange, rate)
        let duration = ContinuousClock.now - start
        metrics.end(exchange.path.route, response.status.code, duration)
        requests.note(
            request.method, exchange.path.route, status: response.status.code, after: duration,
            bytes: response.body.contentLength ?? 0, token: exchange.caller?.token.name)
        return response
    }

    /// Checks who asks and whether they may.
    private func admit(_ exchange: inout Exchange) throws(APIFailure) -> RateVerdict? {
        let path = exchange.path
        let method = exchange.request.method == .head ? .get : exchange.request.method
        var rate: RateVerdict?
        if path.route.isOfAPI || path.route == .metrics && !showsMetrics {
            let caller = try caller(exchange)
            exchange.caller = caller
            writer.noteUse(of: caller.token)
            if let account = path.account, Int64(account) != settings.account { throw .accountForbidden }
            rate = try limiter?.take(token: caller.token.id, area: Self.area(path.route), now: exchange.now)
            if path.route.methods.contains(method), method != .get, !caller.mayWrite { throw .accessForbidden }
        }
        if path.route == .unknown { throw .notFound }
        guard path.route.methods.contains(method) else { throw .methodNotAllowed(path.route) }
        return rate
    }

    private func caller(_ exchange: Exchange) throws(APIFailure) -> Caller {
        guard let text = Caller.text(exchange.request.headers) else { throw .unauthorized }
        do {
            guard let token = try verifier.token(String(text), now: exchange.now) else { throw APIFailure.unauthorized }
            return Caller(token: token)
        } catch {
            throw failure(error)
        }
    }

    private static func area(_ route: Route) -> RateLimiter.Area? {
        switch route {
        case .suppressions, .suppression: .suppressions
        case .accounts, .exportFile, .webhook, .health, .readiness, .metrics, .unknown: nil
        default: .contacts
        }
    }

    private func answer(_ exchange: Exchange) async throws -> Answer {
        switch exchange.path.route {
        case .contacts: try await createContact(exchange)
        case .contact: try await contact(exchange)
        case .contactEvents: try await fireEvent(exchange)
        case .lists: try await lists(exchange)
        case .list: try await list(exchange)
        case .fields: try await fields(exchange)
        case .field: try await field(exchange)
        case .imports: try await beginImport(exchange)
        case .importJob: try importJob(exchange)
        case .exports: try await beginExport(exchange)
        case .exportJob: try exportJob(exchange)
        case .exportFile: try exportFile(exchange)
        case .suppressions: try await suppressions(exchange)
        case .suppression: try await deleteSuppression(exchange)
        case .accounts: accounts(exchange)
        case .webhook: try await takeWebhook(exchange)
        case .health: health()
        case .readiness: try readiness()
        case .metrics: .text(metricsText, type: "text/plain; version=0.0.4; charset=utf-8")
        case .unknown: throw APIFailure.notFound
        }
    }

    /// Adds what all answers have.
    private func finish(_ answer: Answer, _ exchange: Exchange, _ rate: RateVerdict?) -> Response {
        var answer = answer
        if let rate, answer.headers[.rateLimit] == nil { answer.headers.setRate(rate) }
        if exchange.path.route.isOfAPI {
            if let tagged = answer.tagged {
                let tag = EntityTag.weak(tagged)
                answer.headers[.eTag] = tag
                answer.headers[.cacheControl] = "max-age=0, private, must-revalidate"
                if exchange.request.method == .get, exchange.request.headers[.ifNoneMatch] == tag {
                    (answer.status, answer.body) = (.notModified, ResponseBody())
                    answer.headers[.contentType] = nil
                }
            } else if answer.status.kind != .successful {
                answer.headers[.cacheControl] = "no-cache"
            }
        }
        var response = Response(status: answer.status, headers: answer.headers, body: answer.body)
        switch answer.status.code {
        // Neither has a body, and so no length of one.
        case 204, 304: response.headers[.contentLength] = nil
        default: break
        }
        guard exchange.request.method == .head else { return response }
        let length = response.headers[.contentLength]
        response.body = ResponseBody()
        response.headers[.contentLength] = length
        return response
    }

    /// An error as the answer that it becomes. What nobody foresaw is logged, and the answer tells nothing of it.
    private func failure(_ error: any Error) -> APIFailure {
        switch error {
        case let failure as APIFailure: return failure
        case ServedError.invalid(let problems): return .invalid(ValidationErrors(problems))
        case ServedError.notFound: return .notFound
        case ServedError.closed: return .stopping
        default:
            log.error("a request failed: \(error)")
            return .unexpected
        }
    }
}
