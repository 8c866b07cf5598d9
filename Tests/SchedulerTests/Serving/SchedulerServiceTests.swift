import Automation
import ContactStore
import Contacts
import Foundation
import Glibc
import Scheduler
import Scheduling
import Testing

/// The service in a host's process: what others are told of its runs, and that workers are replaced.
@Suite(.serialized) struct SchedulerServiceTests {
    @Test func othersAreToldOfRuns() throws {
        let server = try LoopbackServer()
        let shop = try ServedShop(
            settings: """
                http:
                  hosts: [127.0.0.1:\(server.port)]
                notify:
                  webhook: \(server.url)/hook
                scheduler:
                  metrics_file: metrics.prom

                """)
        let settings = "every = \"1s\", ping = \"\(server.url)/job\""
        try shop.script("job", "job { name = \"shaky\", \(settings) }\nlog.warn(\"the end is near\")\nerror(\"no ann@example.com\")\n")
        try shop.start()
        func paths() -> [String] { server.received.map { String($0.path.prefix { $0 != "?" }) } }
        #expect(Patience.until { paths().contains("/job/start") && paths().contains("/job/fail") && paths().contains("/hook") })
        try shop.script("job", "job { name = \"shaky\", \(settings) }\n")
        #expect(Patience.until { paths().contains("/job") && paths().filter { $0 == "/hook" }.count >= 2 })
        let metrics = shop.workspace.path + "/metrics.prom"
        #expect(Patience.until { FileManager.default.fileExists(atPath: metrics) })
        #expect(shop.end() && shop.error == nil)
        let failure = try #require(server.received.first { $0.path.hasPrefix("/job/fail") })
        #expect(failure.body.contains("the end is near") && !failure.body.contains("ann@example.com"))
        let hooks = server.received.filter { $0.path == "/hook" }.map(\.body)
        #expect(hooks[0].contains(#""event":"failure""#) && hooks[0].contains(#""job":"shaky""#) && hooks[0].contains(#""streak":-1"#))
        #expect(hooks.contains { $0.contains(#""event":"recovery""#) && $0.contains(#""streak":1"#) })
        #expect(!hooks.joined().contains("ann@example.com"))
        #expect(try String(contentsOfFile: metrics, encoding: .utf8).contains("lunation_workers 1"))
    }

    @Test func aWorkerIsReplacedAfterFiveHundredRunsAndHasABoundOfMemory() throws {
        let shop = try ServedShop(settings: "limits:\n  memory: 64MB\n")
        try shop.script("noop", "job { name = \"noop\", every = \"1d\", overlap = \"allow\" }\n")
        try shop.start()
        let store = shop.workspace.store
        #expect(try Patience.until { try store.jobs().count == 1 })
        let queue = try RunQueue(store: store)
        var processes: Set<String> = []
        for _ in 0..<1_100 { _ = try queue.trigger("noop", arguments: nil, at: SystemClock.now) }
        let isDone = try Patience.until {
            processes.formUnion(shop.workers)
            return try store.listedRuns(RunFilter(state: .succeeded), limit: 2_000).count == 1_100
        }
        #expect(isDone)
        #expect(processes.count >= 3, "\(processes.count) workers did 1,100 runs")
        let worker = try #require(shop.workers.first)
        let limits = try String(contentsOfFile: "/proc/\(worker)/limits", encoding: .utf8).split(separator: "\n")
        let memory = try #require(limits.first { $0.hasPrefix("Max address space") }?.split(separator: " ").dropFirst(3).first)
        #expect(Int(memory) != nil, "\(memory)")
        #expect(shop.end() && shop.error == nil)
    }
}
