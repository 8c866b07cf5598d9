import ContactStore
import Synchronization

/// What a run was answered, in the place of the network: by URL, in the order in which it was asked.
final class RecordedAnswers: WebClient {
    private let run: Int64
    private let secrets: Secrets
    private let left: Mutex<[String: [Exchange]]>

    init(_ recording: RunRecording, secrets: Secrets) {
        run = recording.run.id
        self.secrets = secrets
        left = Mutex(Dictionary(grouping: recording.exchanges, by: \.url).mapValues { $0.reversed() })
    }

    /// How many answers nobody has asked for.
    var count: Int { left.withLock { $0.values.reduce(0) { $0 + $1.count } } }

    func send(_ request: WebRequest) throws -> WebResponse {
        guard let exchange = left.withLock({ $0[secrets.redacted(request.url)]?.popLast() }) else { throw WebError.notRecorded(run: run) }
        let body = secrets.resolved(exchange.body)
        guard exchange.status > 0 else { throw WebError.recorded(body) }
        let headers = exchange.headers.map { OutboxRequest.Header($0.name, secrets.resolved($0.value)) }
        return WebResponse(status: exchange.status, headers: headers, body: body)
    }
}
