public import ContactStore
import Contacts

/// Sends what is due in a workspace's outbox.
public struct RequestSender {
    let workspace: Workspace
    let client: any WebClient
    let secrets: Secrets

    /// How often a request is tried before it counts as failed.
    public static let attempts = 12

    public init(workspace: Workspace, client: any WebClient = NetworkClient()) throws {
        self.init(workspace: workspace, client: client, secrets: try Secrets.load(from: workspace.path))
    }

    init(workspace: Workspace, client: any WebClient, secrets: Secrets) {
        self.workspace = workspace
        self.client = client
        self.secrets = secrets
    }

    /// Sends each request that is due, oldest first, once. Answers how they went.
    public func send() throws -> [OutboxItem.Status: Int] {
        var counts: [OutboxItem.Status: Int] = [:]
        while let item = try workspace.store.claimRequest(at: SystemClock.now) {
            counts[try send(item), default: 0] += 1
        }
        return counts
    }

    private func send(_ item: OutboxItem) throws -> OutboxItem.Status {
        var (status, response, problem) = (OutboxItem.Status.pending, Int?.none, String?.none)
        do {
            let answer = try client.send(request(item.request))
            response = answer.status
            switch answer.status {
            case 200..<300: status = .sent
            // The other side may take it later: too early, too many, or a failure of its own.
            case 408, 425, 429, 500...: problem = "answered \(answer.status)"
            default: (status, problem) = (.failed, "answered \(answer.status)")
            }
        } catch let error as WebError {
            problem = error.description
        }
        if status == .pending, item.attempts + 1 >= Self.attempts { status = .failed }
        let next = SystemClock.now.adding(milliseconds: Self.wait(afterAttempt: item.attempts + 1))
        try workspace.store.settleRequest(
            item, status, response: response, error: problem.map { secrets.redacted($0) }, nextAt: next)
        return status
    }

    private func request(_ stored: OutboxRequest) -> WebRequest {
        var headers = stored.headers.map { OutboxRequest.Header($0.name, secrets.resolved($0.value)) }
        headers.append(OutboxRequest.Header("Idempotency-Key", stored.key))
        return WebRequest(
            method: stored.method, url: secrets.resolved(stored.url), headers: headers, body: stored.body.map { secrets.resolved($0) })
    }

    /// Milliseconds until the next attempt: twice as long each time, from 5 seconds up to an hour, give or take a quarter so
    /// that what failed together does not come back together.
    static func wait(afterAttempt attempt: Int) -> Int64 {
        let exact: Int64 = min(3_600_000, 5_000 << Int64(min(attempt - 1, 12)))
        return exact * 3 / 4 + Int64.random(in: 0...(exact / 2))
    }
}
