import Foundation
import Testing

@testable import Scheduler

struct ServiceNotifierTests {
    @Test(arguments: [true, false]) func theServiceManagerIsTold(_ isAbstract: Bool) throws {
        let folder = try ScratchFolder()
        let socket = try NotifySocket(isAbstract ? "@lunation-\(UUID().uuidString)" : folder.path + "/notify")
        let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": socket.address])
        notifier.ready()
        notifier.status("2 running, mail to ann@example.com\nREADY=0")
        notifier.stopping()
        #expect(socket.next() == "READY=1")
        #expect(socket.next() == "STATUS=2 running, mail to ‹email›\\nREADY=0")
        #expect(socket.next() == "STOPPING=1")
        #expect(socket.next() == nil)
        #expect(notifier.watchdogInterval == nil)
        notifier.beat()
        #expect(socket.next() == nil)
    }

    @Test func theWatchdogIsFedInTime() throws {
        let folder = try ScratchFolder()
        let socket = try NotifySocket(folder.path + "/notify")
        let notifier = ServiceNotifier(
            environment: ["NOTIFY_SOCKET": socket.address, "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "\(getpid())"])
        #expect(notifier.watchdogInterval == .seconds(15))
        let start = ContinuousClock.now
        for second in [0, 1, 7, 8, 9, 16] { notifier.beat(at: start + .seconds(second)) }
        for _ in 0..<3 { #expect(socket.next() == "WATCHDOG=1") }
        #expect(socket.next() == nil)
    }

    @Test(arguments: [
        ["WATCHDOG_USEC": "30000000"], ["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "0"], ["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "soon"],
        ["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"],
    ])
    func whoIsNotWatchedNeedNotBeat(_ environment: [String: String]) {
        #expect(ServiceNotifier(environment: environment).watchdogInterval == nil)
    }

    /// Nobody listens, or at a place that is none.
    @Test(arguments: ["", "@", "relative", "/nowhere/notify", "/" + String(repeating: "x", count: 200)])
    func nobodyIsNoTrouble(_ address: String) {
        let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": address])
        notifier.ready()
        notifier.status("x")
        ServiceNotifier(environment: [:]).ready()
    }
}
