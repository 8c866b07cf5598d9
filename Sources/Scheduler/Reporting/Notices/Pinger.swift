import Automation
import ContactStore
import Contacts
import Logging

/// Tells checks of the healthchecks.io protocol when runs start and how they end, so that somebody notices a run that did not start,
/// did not end or failed. Source: https://healthchecks.io/docs/http_api/
struct Pinger: Sendable {
    let sender: NoticeSender
    /// A job's URL is a script's, and reaches no further than its requests; but for the host of the scheduler's own check, which whoever
    /// wrote the settings has chosen.
    let hosts: AllowedHosts
    let ownHost: String?
    let log: Logger

    /// The longest log that is sent along.
    static let longestBody = 100_000

    init(sender: NoticeSender, hosts: AllowedHosts, ownHost: String? = nil, log: Logger) {
        self.sender = sender
        self.hosts = hosts
        self.ownHost = ownHost
        self.log = log
    }

    /// With the hosts of a workspace's settings, which name the scheduler's own check too.
    init(sender: NoticeSender, configuration: WorkspaceConfiguration, log: Logger) {
        let own = configuration.scheduler.ping.map { AllowedHosts.authority(of: $0) }
        self.init(sender: sender, hosts: configuration.allowedHosts, ownHost: own, log: log)
    }

    func start(_ ping: RunPing) { send(ping, "start", path: "/start", body: "") }

    func success(_ ping: RunPing, log tail: String = "") { send(ping, "success", path: "", body: tail) }

    func fail(_ ping: RunPing, log tail: String) { send(ping, "fail", path: "/fail", body: tail) }

    private func send(_ ping: RunPing, _ kind: String, path: String, body: String) {
        let isOwn = ownHost == AllowedHosts.authority(of: ping.url)
        if !isOwn, let problem = hosts.problem(ping.url) {
            log.warning("\(kind) ping of \(ping.job) is not sent: \(problem)")
            return
        }
        let headers = [OutboxRequest.Header("Content-Type", "text/plain; charset=utf-8")]
        let tail = LogTail.of(AddressMask.masked(LogTail.of(body, bytes: Self.longestBody)), bytes: Self.longestBody)
        let url = Self.url(ping.url, path: path, rid: ping.rid)
        sender.send(Notice("\(kind) ping of \(ping.job)", to: url, of: ping.url, headers: headers, body: tail, reach: isOwn ? nil : hosts))
    }

    /// The path goes in front of a query, the identifier behind it.
    static func url(_ base: String, path: String, rid: String) -> String {
        let base = base.prefix { $0 != "#" }
        let query = base.drop { $0 != "?" }
        var place = base.prefix { $0 != "?" }
        if !path.isEmpty, place.hasSuffix("/") { place = place.dropLast() }
        return "\(place)\(path)\(query)\(query.isEmpty ? "?" : "&")rid=\(rid)"
    }
}
