import Automation
import Formats
import Foundation
import Logging
import Synchronization
import Testing

@testable import Scheduler

struct NoticeSenderTests {
    private let file: LogFile
    private let log: Logger

    init() throws {
        let file = try LogFile()
        self.file = file
        log = Logger(label: "test") { _ in JSONLogHandler(file.output) }
    }

    private static var policy: NoticePolicy {
        var policy = NoticePolicy()
        policy.firstWait = .microseconds(100)
        return policy
    }

    private static func notice(_ url: String, of series: String? = nil) -> Notice {
        Notice("ping of x", to: url, of: series ?? url, body: "b")
    }

    private func problems() throws -> [String] {
        try file.values.map {
            "\($0["message"]?.stringValue ?? "") \($0["host"]?.stringValue ?? ""): \($0["error"]?.stringValue ?? "") (\($0["attempts"] ?? .null))"
        }
    }

    @Test func noticesReachAServer() throws {
        let server = try LoopbackServer()
        let sender = NoticeSender(policy: Self.policy, log: log)
        sender.send(Self.notice(server.url + "/a?b"))
        #expect(sender.finish(within: .seconds(60)) == 0)
        let received = try #require(server.received.first)
        #expect(received.method == "POST" && received.path == "/a?b" && received.body == "b")
        #expect(received.headers["user-agent"] == "lunation/" + Release.version)
        #expect(try file.text.isEmpty)
    }

    /// The other side may be well again later; what is refused stays refused.
    @Test func whatFailsIsTriedAgain() throws {
        let client = ScriptedClient { request, count in
            switch request.url.last {
            case "a": if count < 3 { throw WebError.timeout }
            case "b": return count < 3 ? 503 : 204
            case "c": return 404
            case "d": throw WebError.unreachable("connection refused")
            default: return 302
            }
            return 200
        }
        let sender = NoticeSender(client: client, policy: Self.policy, log: log)
        for name in ["a", "b", "c", "d", "e"] { sender.send(Self.notice("https://\(name).example.com/secret-\(name)")) }
        sender.send(Self.notice("https://h:99999/"))
        #expect(sender.finish(within: .seconds(60)) == 0)
        let counts = ["a", "b", "c", "d", "e"].map { name in client.sent.count { $0.url.hasSuffix(name) } }
        #expect(counts == [3, 3, 1, 4, 1])
        // The path of a URL may be all that its secret is.
        #expect(
            try problems().sorted() == [
                "ping of x was not delivered c.example.com: answered 404 (1)",
                "ping of x was not delivered d.example.com: no connection (connection refused) (4)",
                "ping of x was not delivered e.example.com: answered 302 (1)",
                "ping of x was not delivered h:99999: a port is a number from 1 to 65535 (1)",
            ])
    }

    @Test func theOnesOfASeriesGoInOrder() throws {
        let client = ScriptedClient { request, count in request.url.hasSuffix("0") && count < 4 ? 500 : 200 }
        let sender = NoticeSender(client: client, policy: Self.policy, log: log)
        for number in 0..<20 { sender.send(Self.notice("https://example.com/\(number)", of: "x")) }
        #expect(sender.finish(within: .seconds(60)) == 0)
        let order = client.sent.map { String($0.url.dropFirst(20)) }
        #expect(order.filter { $0 != "0" && $0 != "10" } == (1..<20).filter { $0 != 10 }.map(String.init))
        #expect(order.firstIndex(of: "1") == 4)
    }

    /// One that does not answer holds up itself alone, and sending holds up nobody.
    @Test func theyDoNotWaitForEachOther() throws {
        let gate = DispatchSemaphore(value: 0)
        let client = ScriptedClient { request, _ in
            if request.url.contains("slow") { gate.wait() }
            return 200
        }
        let sender = NoticeSender(client: client, policy: Self.policy, log: log)
        for number in 0..<3 { sender.send(Self.notice("https://slow.example.com/\(number)")) }
        for number in 0..<10 { sender.send(Self.notice("https://h\(number).example.com/")) }
        #expect(Patience.until { client.sent.count { $0.url.contains("//h") } == 10 })
        #expect(client.sent.count { $0.url.contains("slow") } == 2)
        for _ in 0..<3 { gate.signal() }
        #expect(sender.finish(within: .seconds(60)) == 0)
    }

    @Test func theOldestMakeRoom() throws {
        let gate = DispatchSemaphore(value: 0)
        let client = ScriptedClient { _, _ in
            gate.wait()
            return 200
        }
        var policy = Self.policy
        policy.capacity = 3
        let sender = NoticeSender(client: client, policy: policy, log: log)
        sender.send(Self.notice("https://example.com/0", of: "x"))
        #expect(Patience.until { client.sent.count == 1 })
        for number in 1...4 { sender.send(Self.notice("https://example.com/\(number)", of: "x")) }
        for _ in 0..<5 { gate.signal() }
        #expect(sender.finish(within: .seconds(60)) == 0)
        #expect(client.sent.map { $0.url.suffix(1) } == ["0", "3", "4"])
        #expect(try problems() == Array(repeating: "ping of x was not delivered example.com: too many are waiting (0)", count: 2))
    }

    @Test func whatIsLeftAtTheEndIsLogged() throws {
        let client = ScriptedClient { _, _ in 500 }
        var policy = Self.policy
        policy.firstWait = .seconds(3_600)
        let sender = NoticeSender(client: client, policy: policy, log: log)
        sender.send(Self.notice("https://example.com/"))
        #expect(Patience.until { client.sent.count == 1 })
        #expect(sender.finish(within: .zero) == 1)
        #expect(try problems() == ["ping of x was not delivered example.com: the scheduler has ended (0)"])
        sender.send(Self.notice("https://example.com/"))
        #expect(try problems().last == "ping of x was not delivered example.com: the scheduler has ended (0)")
    }

    @Test func waitsGrow() {
        let policy = NoticePolicy()
        for (attempt, seconds) in [(1, 1.0), (2, 2), (3, 4)] {
            let wait = policy.wait(afterAttempt: attempt) / .seconds(1)
            #expect((seconds * 0.75...seconds * 1.25).contains(wait))
        }
    }
}
