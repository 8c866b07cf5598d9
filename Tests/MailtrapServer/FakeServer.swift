import Formats
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The Contacts API on the loopback with accounts in memory, which fails when a test wants it to.
public final class FakeServer: Sendable {
    struct State {
        var accounts: [FakeAccount]
        /// Which accounts a token reaches; any token reaches all where there is none.
        var tokens: [String: [Int64]] = [:]
        var log: [FakeRequest] = []
        var fault: (@Sendable (FakeRequest) -> Fault?)?
        /// What exports' links begin with; the server's own address where there is none.
        var linkBase: String?
        var sentTokens: Set<String> = []
    }

    let state: Mutex<State>
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup

    /// Starts a server with accounts; the first one is what the short form of paths means where a token reaches one alone.
    public init(_ accounts: [FakeAccount] = [FakeAccount(id: 1, name: "Shop")]) throws {
        state = Mutex(State(accounts: accounts))
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let holder = ServerHolder()
        channel = try ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false).flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(FakeHandler(holder))
                }
            }
            .bind(host: "127.0.0.1", port: 0).wait()
        holder.set(self)
    }

    deinit {
        try? channel.close().wait()
        group.shutdownGracefully { _ in }
    }

    public var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

    /// The requests so far.
    public var log: [FakeRequest] { state.withLock { $0.log } }
    public func clearLog() { state.withLock { $0.log = [] } }
    /// `GET /contacts/lists` and the like, for the requests so far.
    public var titles: [String] { log.map(\.title) }

    /// Decides what goes wrong with each request; it is asked before the request is done.
    public func fail(_ fault: (@Sendable (FakeRequest) -> Fault?)?) { state.withLock { $0.fault = fault } }

    /// Reads or changes the first account.
    @discardableResult
    public func account<Result: Sendable>(_ body: (inout sending FakeAccount) -> sending Result) -> Result {
        state.withLock { state in
            var account = state.accounts[0]
            let result = body(&account)
            state.accounts[0] = account
            return result
        }
    }

    /// Says which accounts a token reaches; other tokens are refused from then on.
    public func grant(_ token: String, _ accounts: [Int64]) { state.withLock { $0.tokens[token] = accounts } }

    /// What exports' links begin with.
    public func link(_ base: String?) { state.withLock { $0.linkBase = base } }

    func answer(_ request: FakeRequest, headers: [String: String], base: String) -> (fault: Fault?, answer: FakeAnswer?) {
        state.withLock { state in
            state.log.append(request)
            let fault = state.fault?(request)
            switch fault {
            case .refuse(let status, let headers, let body):
                var answer = FakeAnswer(status)
                answer.headers += headers
                answer.body = Array(body.utf8)
                return (fault, answer)
            case .close(acts: false): return (fault, nil)
            default: break
            }
            var answer = act(request, &state, base: base)
            if case .fail(let status, let body)? = fault {
                answer = FakeAnswer(status)
                answer.body = Array(body.utf8)
            }
            if case .garble(let text)? = fault { answer.body = Array(text.utf8) }
            return (fault, answer)
        }
    }

    private func act(_ request: FakeRequest, _ state: inout State, base: String) -> FakeAnswer {
        if request.path.hasPrefix("/files/") {
            // Links are of another host, which must not get the token.
            guard request.token == nil else { return FakeAnswer(400, ["error": "a token was sent"]) }
            let parts = request.path.split(separator: "/").map(String.init)
            guard parts.count >= 3, let account = state.accounts.first(where: { "\($0.id)" == parts[1] }), let id = Int64(parts[2]),
                let file = account.exportFile(id)
            else { return .notFound }
            var answer = FakeAnswer(200)
            answer.headers = [("Content-Type", "application/gzip")]
            answer.body = file
            return answer
        }
        guard let token = request.token, state.tokens.isEmpty || state.tokens[token] != nil else {
            var answer = FakeAnswer(401, ["error": "Incorrect API token"])
            answer.headers.append(("Www-Authenticate", "Token realm=\"Application\""))
            return answer
        }
        let reached = state.tokens[token] ?? state.accounts.map(\.id)
        if request.path == "/accounts" {
            let accounts = state.accounts.filter { reached.contains($0.id) }
            return FakeAnswer(
                200, .array(accounts.map { ["id": .integer($0.id), "name": .string($0.name), "access_levels": [1000]] }))
        }
        let wanted = request.account ?? (reached.count == 1 ? reached[0] : nil)
        guard let wanted, reached.contains(wanted), let index = state.accounts.firstIndex(where: { $0.id == wanted }) else {
            return FakeAnswer(403, errors: "Account access forbidden")
        }
        return state.accounts[index].answer(request, base: state.linkBase ?? base, now: Int64(request.time * 1_000))
    }

    func nextNumber() -> Int { state.withLock { $0.log.count + 1 } }
}
