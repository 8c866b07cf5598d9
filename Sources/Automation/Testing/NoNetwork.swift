/// The network of a test: there is none, so that no test writes to anybody.
struct NoNetwork: WebClient {
    func send(_ request: WebRequest) throws -> WebResponse {
        throw WebError.unreachable("a test reaches no network")
    }
}
