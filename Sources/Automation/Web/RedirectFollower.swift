import ContactStore

/// Follows the redirections of a `GET`, each of which is held against what the request may reach. Other requests go out once.
struct RedirectFollower {
    let client: any WebClient
    /// How a message says a host that another system has named.
    let quote: (String) -> String

    /// How often a request is sent elsewhere.
    static let most = 5

    init(_ client: any WebClient, quote: @escaping (String) -> String = { "'\($0)'" }) {
        self.client = client
        self.quote = quote
    }

    /// Sends it, and waits for the answer of the place that it gets to.
    func send(_ request: WebRequest) throws -> WebResponse {
        guard request.method == "GET" else { return try client.send(request) }
        let end = ContinuousClock.now + request.timeout
        var request = request
        for hop in 0...Self.most {
            let answer = try client.send(request)
            guard [301, 302, 303, 307, 308].contains(answer.status),
                let reference = answer.headers.first(where: { $0.name == "location" })?.value
            else { return answer }
            guard hop < Self.most else { break }
            request = try self.request(request, redirectedTo: reference)
            request.timeout = end - .now
            guard request.timeout > .zero else { throw WebError.timeout }
        }
        throw WebError.refused("it is redirected more than \(Self.most) times")
    }

    private func request(_ old: WebRequest, redirectedTo reference: String) throws(WebError) -> WebRequest {
        let (from, to): (WebLocation, WebLocation)
        do throws(WebLocation.Flaw) {
            from = try WebLocation(old.url)
            to = try WebLocation(from.resolving(reference))
        } catch {
            throw .refused("it is redirected elsewhere than to a host: \(error.words)")
        }
        guard to.isSecure || !from.isSecure else { throw .refused("it is redirected from https to http") }
        if let problem = old.reach?.problem(to, quote: quote) { throw .refused("it is redirected: \(problem)") }
        var request = old
        request.url = to.url
        // A header may be the token of the host that was asked, whatever it is called.
        if to.origin != from.origin { request.headers.removeAll { !Self.harmless.contains($0.name.lowercased()) } }
        return request
    }

    private static let harmless = ["accept", "accept-language", "user-agent"]
}
