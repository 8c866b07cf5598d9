import Automation

/// The network of a simulation: there is none, so that nothing of what is tried gets out.
struct SimulatedNetwork: WebClient {
    func send(_ request: WebRequest) throws -> WebResponse {
        throw WebError.unreachable("a simulation reaches no network")
    }
}
