import Automation
import ContactStore
import Contacts
import Dispatch
import Formats
import Foundation
import Service
import Synchronization
import Testing

/// The end of a server: what was asked is answered, and nothing more is taken.
@Suite struct StopTests {
    @Test func whatIsUnderWayIsAnswered() async throws {
        let answered = Mutex([Int]())
        try await Desk.serve { desk in
            let ann = try await desk.contact("ann@example.com")
            let connections = try (0..<16).map { _ in try LoadConnection(port: desk.port, token: desk.token) }
            let ended = DispatchSemaphore(value: 0)
            for connection in connections {
                let handed = Handed(connection)
                Thread.detachNewThread {
                    // Until its connection is closed.
                    while let answer = try? handed.value.send("POST", "/api/contacts/\(ann)/events", ["name": "Seen"]) {
                        answered.withLock { $0.append(answer.status) }
                    }
                    ended.signal()
                }
            }
            try await desk.until("some are answered") { answered.withLock { $0.count } > 100 }
            await desk.server.stop()
            await Self.waiting(for: ended, count: connections.count)
            // Each that was done was answered, and each that was answered was done.
            let statuses = answered.withLock { $0 }
            #expect(statuses.allSatisfy { $0 == 201 })
            let snapshot = try desk.workspace.store.snapshot(clock: LogicalClock(now: desk.clock.now))
            #expect(try snapshot.count(EventQuery()) == statuses.count)
            #expect(throws: (any Error).self) { try RawClient(port: desk.port) }
            #expect(desk.log.lines.last == "info no longer serving the Contacts API")
        }
    }

    private static func waiting(for semaphore: DispatchSemaphore, count: Int) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                for _ in 0..<count { semaphore.wait() }
                continuation.resume()
            }
        }
    }

    @Test func idleConnectionsDoNotHoldIt() async throws {
        try await Desk.serve { desk in
            let client = try RawClient(port: desk.port)
            client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.answer().hasPrefix("HTTP/1.1 200"))
            let silent = try RawClient(port: desk.port)
            await desk.server.stop()
            #expect(client.rest().isEmpty && silent.rest().isEmpty)
        }
    }

    @Test func aRequestThatDoesNotEndDoesNotHoldItForEver() async throws {
        try await Desk.serve { desk in
            let client = try RawClient(port: desk.port)
            client.send("POST /api/contacts HTTP/1.1\r\nHost: x\r\nApi-Token: \(desk.token)\r\nContent-Length: 100\r\n\r\n{")
            try await Task.sleep(for: .milliseconds(50))
            await desk.server.stop(drain: .milliseconds(200))
            #expect(!client.rest().contains(" 201 "))
        }
    }
}
