import Automation
import ContactStore
import Contacts
import Formats
import Logging
import Testing

@testable import Scheduler

struct WebhookTests {
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static let event = WebhookEvent(
        kind: .failure, job: "sunset", run: 17, attempt: 3, error: "sunset.lua:4: no list for ann@example.com with s3cr3t-value",
        scheduledAt: Timestamp(milliseconds: 1_780_282_800_000), finishedAt: Timestamp(milliseconds: 1_780_282_801_500), streak: -2,
        logTail: "one\n")

    private static func configuration(_ url: String, secret: String? = nil) -> NotifyConfiguration {
        var configuration = NotifyConfiguration()
        configuration.webhook = url
        configuration.secret = secret
        return configuration
    }

    @Test func aFailureIsToldAndSigned() throws {
        let server = try LoopbackServer()
        let sender = NoticeSender(log: log)
        let secrets = Secrets(["hook": "s3cr3t-value"])
        let webhook = try #require(
            try Webhook(Self.configuration(server.url + "/hook", secret: "hook"), workspace: "/srv/crm", secrets: secrets, sender: sender))
        webhook.send(Self.event)
        #expect(sender.finish(within: .seconds(60)) == 0)
        let received = try #require(server.received.first)
        let body =
            #"{"event":"failure","workspace":"/srv/crm","job":"sunset","run":17,"attempt":3,"#
            + #""error":"sunset.lua:4: no list for ‹email› with [secret hook]","scheduled_at":"2026-06-01T03:00:00.000Z","#
            + #""finished_at":"2026-06-01T03:00:01.500Z","streak":-2,"log_tail":"one\n"}"#
        #expect(received.body == body)
        #expect(received.headers["content-type"] == "application/json")
        #expect(received.headers["x-lunation-signature"] == Webhook.signature(of: body, "s3cr3t-value"))
    }

    /// Source: RFC 4231, section 4.3.
    @Test func theSignatureIsAnHMAC() {
        let code = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        #expect(Webhook.signature(of: "what do ya want for nothing?", "Jefe") == "sha256=" + code)
    }

    @Test func withoutASecretNothingIsSigned() throws {
        let client = ScriptedClient()
        let sender = NoticeSender(client: client, log: log)
        let webhook = try #require(
            try Webhook(Self.configuration("https://example.com/"), workspace: "w", secrets: Secrets(), sender: sender))
        var event = Self.event
        event.kind = .recovery
        event.error = nil
        event.logTail = String(repeating: "0123456789\n", count: 10_000)
        webhook.send(event)
        #expect(sender.finish(within: .seconds(60)) == 0)
        let request = try #require(client.sent.first)
        #expect(!request.headers.contains { $0.name == Webhook.signatureHeader })
        let body = try JSONValue(parsing: try #require(request.body))
        #expect(body["event"] == "recovery" && body["error"] == .null)
        let tail = try #require(body["log_tail"]?.stringValue)
        #expect(tail.utf8.count == 19_998 && tail.hasPrefix("0123456789\n"))
    }

    @Test func aMissingSecretIsTold() throws {
        let sender = NoticeSender(client: ScriptedClient(), log: log)
        #expect {
            try Webhook(
                Self.configuration("https://example.com/", secret: "hok"), workspace: "w", secrets: Secrets(["hook": "s3cr3t"]),
                sender: sender)
        } throws: {
            "\($0)" == "notify.secret: no secret 'hok' (did you mean 'hook'?); put it into secrets.yml or LUNATION_SECRET_HOK"
        }
        #expect(try Webhook(NotifyConfiguration(), workspace: "w", secrets: Secrets(), sender: sender) == nil)
    }

    @Test(arguments: [(false, 0, "failure"), (false, -3, "failure"), (true, -1, "recovery"), (true, 0, nil), (true, 4, nil)])
    func whatIsTold(_ succeeded: Bool, _ streak: Int, _ event: String?) {
        #expect(WebhookEvent.Kind(succeeded: succeeded, streakBefore: streak)?.rawValue == event)
    }
}
