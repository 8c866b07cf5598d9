/// What sends requests: the network, or what stands for it in tests.
public protocol WebClient: Sendable {
    /// Sends a request and waits for the whole answer, whatever its status. Redirections are not followed.
    ///
    /// - Throws: ``WebError`` where there is no answer.
    func send(_ request: WebRequest) throws -> WebResponse
}
