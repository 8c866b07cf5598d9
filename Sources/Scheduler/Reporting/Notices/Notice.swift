import Automation
import ContactStore

/// Something that another system is told about this one.
struct Notice: Sendable {
    /// For logs: `success ping of sunset`.
    let subject: String
    let request: WebRequest
    /// What it is one of: each of a series waits for the one before, so that no start is told after its end.
    let series: String
    let host: String

    /// How long an answer may take.
    static let timeout: Duration = .seconds(10)

    init(
        _ subject: String, to url: String, of series: String, headers: [OutboxRequest.Header] = [], body: String = "",
        reach: AllowedHosts? = nil
    ) {
        self.subject = subject
        self.series = series
        host = AllowedHosts.authority(of: url)
        let agent = OutboxRequest.Header("User-Agent", Release.program.replacing(" ", with: "/"))
        request = WebRequest(method: "POST", url: url, headers: headers + [agent], body: body, timeout: Self.timeout, reach: reach)
    }

    /// Sends it and waits for the answer.
    func deliver(through client: any WebClient) -> NoticeDelivery {
        // What sends the request takes no bad URL.
        if let flaw = AllowedHosts.flaw(of: request.url) { return .refused(flaw) }
        do {
            let answer = try client.send(request)
            switch answer.status {
            case 200..<300: return .delivered
            // The other side may take it later: too early, too many, or a failure of its own.
            case 408, 425, 429, 500...: return .failed("answered \(answer.status)")
            default: return .refused("answered \(answer.status)")
            }
        } catch {
            return .failed(String(describing: error))
        }
    }
}
