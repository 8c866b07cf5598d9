import Automation
import Synchronization

/// A network that does what a test says.
final class ScriptedClient: WebClient {
    private let requests = Mutex<[WebRequest]>([])
    private let answer: @Sendable (WebRequest, _ count: Int) throws -> Int

    /// Answers a request with a status, knowing how many there were for its URL.
    init(_ answer: @escaping @Sendable (WebRequest, Int) throws -> Int = { _, _ in 200 }) {
        self.answer = answer
    }

    /// What was sent, in order.
    var sent: [WebRequest] { requests.withLock { $0 } }

    func send(_ request: WebRequest) throws -> WebResponse {
        let count = requests.withLock { requests in
            requests.append(request)
            return requests.count { $0.url == request.url }
        }
        return WebResponse(status: try answer(request, count))
    }
}
