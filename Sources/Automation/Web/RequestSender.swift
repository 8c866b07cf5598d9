public import ContactStore
import Contacts

/// Sends what is due in a workspace's outbox.
public struct RequestSender {
    let workspace: Workspace
    let client: any WebClient
    let secrets: Secrets
    let now: () -> Timestamp

    /// How often a request is tried before it counts as failed.
    public static let attempts = 12

    public init(workspace: Workspace, client: any WebClient = NetworkClient()) throws {
        self.init(workspace: workspace, client: client, secrets: try Secrets.load(from: workspace.path))
    }

    init(workspace: Workspace, client: any WebClient, secrets: Secrets, now: @escaping () -> Timestamp = { SystemClock.now }) {
        self.workspace = workspace
        self.client = client
        self.secrets = secrets
        self.now = now
    }

    /// Sends each request that is due, oldest first, once. Answers how they went.
    ///
    /// - Parameter isOver: asked before each of them whether to leave the rest to others.
    public func send(until isOver: () -> Bool = { false }) throws -> [OutboxItem.Status: Int] {
        var counts: [OutboxItem.Status: Int] = [:]
        while !isOver(), let item = try workspace.store.claimRequest(at: now()) {
            counts[try send(item), default: 0] += 1
        }
        return counts
    }

    private func send(_ item: OutboxItem) throws -> OutboxItem.Status {
        var (status, response, problem) = (OutboxItem.Status.pending, Int?.none, String?.none)
        do {
            let request = request(item.request)
            if let problem = reach.problem(request.url) { throw WebError.refused(problem) }
            let answer = try client.send(request)
            response = answer.status
            switch answer.status {
            case 200..<300: status = .sent
            // The other side may take it later: too early, too many, or a failure of its own.
            case 408, 425, 429, 500...: problem = "answered \(answer.status)"
            default: (status, problem) = (.failed, "answered \(answer.status)")
            }
        } catch let error as WebError {
            problem = error.description
            // It was taken, whatever the answer says at such length.
            if case .tooLong = error { status = .failed }
        }
        if status == .pending, item.attempts + 1 >= Self.attempts { status = .failed }
        let next = now().adding(milliseconds: Self.wait(afterAttempt: item.attempts + 1))
        try workspace.store.settleRequest(
            item, status, response: response, error: problem.map { secrets.redacted($0) }, nextAt: next)
        return status
    }

    /// What the settings allow now: a run may have asked for it when they allowed more.
    private var reach: AllowedHosts { workspace.configuration.allowedHosts }

    private func request(_ stored: OutboxRequest) -> WebRequest {
        var headers = stored.headers.map { OutboxRequest.Header($0.name, secrets.resolved($0.value)) }
        headers.append(OutboxRequest.Header("Idempotency-Key", stored.key))
        return WebRequest(
            method: stored.method, url: secrets.resolved(stored.url), headers: headers, body: stored.body.map { secrets.resolved($0) },
            reach: reach)
    }

    /// Milliseconds until the next attempt: twice as long each time, from 5 seconds up to an hour, give or take a quarter so
    /// that what failed together does not come back together.
    static func wait(afterAttempt attempt: Int) -> Int64 {
        let exact: Int64 = min(3_600_000, 5_000 << Int64(min(attempt - 1, 12)))
        return exact * 3 / 4 + Int64.random(in: 0...(exact / 2))
    }
}
