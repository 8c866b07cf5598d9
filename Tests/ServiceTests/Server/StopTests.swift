import Formats
import Foundation
import NIOHTTP1
import Service
import Testing

/// The end of a server: what was asked is answered, and nothing more is taken.
@Suite struct StopTests {
    @Test func whatIsUnderWayIsAnswered() async throws {
        let rows: [JSONValue] = (0..<5_000).map { ["email": .string("c\($0)@example.com")] }
        try await Desk.serve { desk in
            let ann = try await desk.contact("ann@example.com")
            async let answers = withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        try await desk.post("/api/contacts/\(ann)/events", ["name": "Seen", "params": ["n": .integer(Int64(number))]])
                            .status
                    }
                }
                group.addTask { try await desk.post("/api/contacts/imports", ["contacts": .array(rows)]).status }
                var statuses: [Int] = []
                while let status = try? await group.next() { statuses.append(status) }
                return statuses
            }
            try await Task.sleep(for: .milliseconds(5))
            await desk.server.stop()
            // Each that was answered was done; none was answered with an error.
            let statuses = await answers
            #expect(statuses.allSatisfy { $0 == 201 })
            await #expect(throws: (any Error).self) { try await desk.get("/healthz") }
            #expect(desk.log.lines.last == "info no longer serving the Contacts API")
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
