import Contacts
import Formats
import Logging
import Testing

@testable import Automation
@testable import Scheduler

struct PingerTests {
    private let file: LogFile
    private let log: Logger

    init() throws {
        let file = try LogFile()
        self.file = file
        log = Logger(label: "test") { _ in JSONLogHandler(file.output) }
    }

    private func ping(_ url: String, run: Int64 = 17) -> RunPing { RunPing(url: url, job: "sunset", run: run, workspace: "/srv/crm") }

    @Test func aRunIsToldFromStartToEnd() throws {
        let server = try LoopbackServer()
        let sender = NoticeSender(log: log)
        let pinger = Pinger(sender: sender, hosts: AllowedHosts(["127.0.0.1"]), log: log)
        let first = ping(server.url + "/check")
        pinger.start(first)
        pinger.success(first)
        let second = ping(server.url + "/check/?create=1", run: 18)
        pinger.start(second)
        pinger.fail(second, log: "mail ann@example.com\n")
        #expect(sender.finish(within: .seconds(60)) == 0)
        let paths = server.received.map { "\($0.method) \($0.path)" }
        #expect(paths.filter { !$0.contains("create") } == ["POST /check/start?rid=\(first.rid)", "POST /check?rid=\(first.rid)"])
        #expect(
            paths.filter { $0.contains("create") } == [
                "POST /check/start?create=1&rid=\(second.rid)", "POST /check/fail?create=1&rid=\(second.rid)",
            ])
        #expect(server.received.filter { !$0.body.isEmpty }.map(\.body) == ["mail ‹email›\n"])
    }

    /// A scheduler that was started again ends what another has begun.
    @Test func theIdentifierHangsOnTheRun() throws {
        let rid = ping("https://example.com/x").rid
        #expect(rid == ping("https://example.com/y").rid)
        #expect(rid != ping("https://example.com/x", run: 18).rid)
        #expect(rid != RunPing(url: "https://example.com/x", job: "sunset", run: 17, workspace: "/srv/other").rid)
        #expect(rid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }

    @Test func theBodyHasAnEnd() throws {
        let client = ScriptedClient()
        let sender = NoticeSender(client: client, log: log)
        let line = String(repeating: "x", count: 99) + "\n"
        Pinger(sender: sender, hosts: AllowedHosts(["example.com"]), log: log)
            .fail(ping("https://example.com/c"), log: "first\n" + String(repeating: line, count: 1_000))
        #expect(sender.finish(within: .seconds(60)) == 0)
        #expect(client.sent.first?.body == String(repeating: line, count: 1_000))
    }

    /// The URL comes from a script, and a script reaches the hosts of the settings alone.
    @Test func aJobsCheckIsOnAHostOfTheSettings() throws {
        let client = ScriptedClient()
        let sender = NoticeSender(client: client, log: log)
        let configuration = try WorkspaceConfiguration(
            yaml: "http: { hosts: [example.com] }\nscheduler: { ping: 'https://hc.example.org:8000/x' }", path: "lunation.yml")
        let pinger = Pinger(sender: sender, configuration: configuration, log: log)
        for url in ["https://example.com/a", "https://hc.example.org:8000/b", "https://evil.example.net/c", "file:///etc/passwd"] {
            pinger.start(ping(url))
        }
        #expect(sender.finish(within: .seconds(60)) == 0)
        let places = client.sent.map { $0.url.prefix { $0 != "?" } }.sorted()
        #expect(places == ["https://example.com/a/start", "https://hc.example.org:8000/b/start"])
        #expect(
            try file.values.map { $0["message"]?.stringValue } == [
                "start ping of sunset is not sent: host 'evil.example.net' is not allowed; add it to http: hosts: in lunation.yml",
                "start ping of sunset is not sent: a URL starts with https:// or http://",
            ])
    }

    @Test func theHeartBeatsAsTheSchedulerGoesRound() throws {
        let client = ScriptedClient()
        var configuration = SchedulerConfiguration()
        #expect(Heartbeat(configuration, client: client, log: log) == nil)
        configuration.ping = "https://example.com/daemon"
        let heartbeat = try #require(Heartbeat(configuration, client: client, log: log))
        let start = ContinuousClock.now
        for second in [0, 1, 59, 60, 61, 119, 121] {
            heartbeat.beat(at: start + .seconds(second))
            let expected = second < 60 ? 1 : second < 120 ? 2 : 3
            #expect(Patience.until { client.sent.count == expected })
        }
        #expect(client.sent.allSatisfy { $0.url == "https://example.com/daemon" && $0.method == "POST" && $0.timeout == .seconds(10) })
    }
}
