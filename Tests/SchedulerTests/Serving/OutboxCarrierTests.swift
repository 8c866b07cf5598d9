import Automation
import ContactStore
import Contacts
import Foundation
import Scheduler
import Scheduling
import Testing

/// Requests of runs leave by themselves while the scheduler is at work, and are tried again when it is time.
@Suite(.serialized) struct OutboxCarrierTests {
    @Test func theyLeaveAndAreTriedAgain() throws {
        let count = LockedCount()
        let server = try LoopbackServer { _ in count.next() == 1 ? 503 : 200 }
        let shop = try ServedShop(settings: "http:\n  hosts: [127.0.0.1]\n")
        try shop.script("tell", "job { on = \"startup\" }\nhttp.post(\"\(server.url)/hook\", { json = { n = 1 }, key = \"once\" })\n")
        try shop.start()
        // No other run comes that would send it.
        #expect(Patience.until { server.received.count == 2 })
        #expect(
            server.received.map { "\($0.method) \($0.path) \($0.body) \($0.headers["idempotency-key"] ?? "")" }
                == ["POST /hook {\"n\":1} once", "POST /hook {\"n\":1} once"])
        let store = shop.workspace.store
        #expect(try Patience.until { try store.outbox().map(\.status) == [.sent] })
        #expect(shop.end() && shop.error == nil)
    }

    @Test func aHostThatHangsKeepsNoWorker() throws {
        let server = try LoopbackServer { request in
            if request.path == "/slow" { Thread.sleep(forTimeInterval: 3) }
            return 200
        }
        let shop = try ServedShop(settings: "http:\n  hosts: [127.0.0.1]\n")
        try shop.script("slow", "job { name = \"slow\", on = \"startup\" }\nhttp.post(\"\(server.url)/slow\", { key = \"slow\" })\n")
        try shop.script("next", "job { name = \"next\", after = \"slow\" }\nlog.info(\"here\")\n")
        try shop.start()
        let store = shop.workspace.store
        #expect(try Patience.until { try store.jobs().count == 2 })
        #expect(try Patience.until { try store.listedRuns(RunFilter(job: "next", state: .succeeded), limit: 1).count == 1 })
        #expect(try store.outbox().map(\.status) != [.sent], "the job after it ran while the request was under way")
        #expect(try Patience.until { try store.outbox().map(\.status) == [.sent] })
        #expect(shop.end() && shop.error == nil)
    }
}

private final class LockedCount: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func next() -> Int {
        lock.withLock {
            count += 1
            return count
        }
    }
}
