import Automation
import ContactStore
import Contacts
import Formats
import Foundation
import NIOHTTP1
import Testing

/// Clients that are slow, halfway gone, or send what nobody wants.
@Suite struct ConnectionTests {
    private static let impatient = "server:\n  rate_limits: off\n  timeout: 2s\n  connections: 4\n"

    /// What blocks, away from the threads that all tests share.
    private func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }

    private func head(_ desk: Desk, _ length: String = "Content-Length: 100") -> String {
        "POST /api/contacts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(desk.token)\r\n\(length)\r\n"
    }

    @Test func slowRequestsAreCut() async throws {
        try await Desk.serve(Self.impatient) { desk in
            let (port, head) = (desk.port, head(desk))
            // Says nothing; does not end its header; does not end its body; sends its body drop by drop.
            for start in ["", "GET /api/accounts HTTP/1.1\r\nHost: x\r\nX-Slow: ", head + "\r\n", head + "\r\n{\"contact\":"] {
                let isCut = try await blocking {
                    let client = try RawClient(port: port)
                    client.send(start)
                    return client.receive() == nil
                }
                #expect(isCut, "\(start)")
            }
            let drops = try await blocking {
                let client = try RawClient(port: port)
                client.send(head + "\r\n")
                var count = 0
                while client.send(" "), count < 2_000 {
                    count += 1
                    usleep(50_000)
                }
                return count
            }
            #expect(drops < 2_000)
            let headerDrops = try await blocking {
                let client = try RawClient(port: port)
                client.send("GET /api/accounts HTTP/1.1\r\nHost: x\r\n")
                var count = 0
                while client.send("X: y\r\n"), count < 2_000 {
                    count += 1
                    usleep(50_000)
                }
                return count
            }
            #expect(headerDrops < 2_000)
            try await desk.get("/api/accounts").expect(200, "accounts")
        }
    }

    @Test func answersThatNobodyReadsAreCut() async throws {
        try await Desk.serve("server:\n  rate_limits: off\n  timeout: 1s\n") { desk in
            let names = (0..<2_000).map { _ in UUID().uuidString + String(repeating: "x", count: 200) }
            let store = desk.workspace.store
            let snapshot = try store.snapshot(clock: LogicalClock(now: desk.clock.now))
            for name in names { _ = try snapshot.createList(name) }
            _ = try snapshot.commit(RunDraft(kind: .run, name: "lists", startedAt: desk.clock.now), finishedAt: desk.clock.now)
            let (port, token) = (desk.port, desk.token)
            let got = try await blocking {
                let client = try RawClient(port: port, receiveBuffer: 4_096)
                for _ in 0..<30 { client.send("GET /api/contacts/lists HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\r\n") }
                sleep(15)
                var count = 0
                while let text = client.receive() { count += text.utf8.count }
                return count
            }
            #expect(got < 30 * 2_000 * 240, "\(got)")
        }
    }

    @Test func halfOpenClientsGetTheirAnswer() async throws {
        try await Desk.serve { desk in
            let (port, token) = (desk.port, desk.token)
            let text = try await blocking {
                let client = try RawClient(port: port)
                client.send("GET /api/accounts HTTP/1.1\r\nHost: x\r\nApi-Token: \(token)\r\n\r\n")
                client.finish()
                return client.rest()
            }
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.hasSuffix("\"access_levels\":[100]}]"), "\(text)")
            // One that goes in the middle of its body, or before it has said anything, holds nothing.
            for start in [head(desk) + "\r\n{\"contact\":", ""] {
                let rest = try await blocking {
                    let client = try RawClient(port: port)
                    client.send(start)
                    client.finish()
                    return client.rest()
                }
                #expect(!rest.contains(" 201 "), "\(rest)")
            }
        }
    }

    @Test func requestsInOneGoAreAnsweredInTheirOrder() async throws {
        try await Desk.serve { desk in
            let (port, token) = (desk.port, desk.token)
            let text = try await blocking {
                let client = try RawClient(port: port)
                let paths = ["/healthz", "/api/accounts", "/nowhere"]
                client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: x\r\nApi-Token: \(token)\r\n\r\n" }.joined())
                client.finish()
                return client.rest()
            }
            let statuses = text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) }
            #expect(statuses == ["200", "200", "404"], "\(text)")
        }
    }

    @Test func bodiesHaveALimit() async throws {
        try await Desk.serve(Desk.unlimited + "  body_limit: 64KB\n") { desk in
            let large = Array(repeating: UInt8(ascii: " "), count: 65_537)
            let message = #"{"error":"The body is longer than 65536 bytes"}"#
            let refused = try await desk.send(.POST, "/api/contacts", bytes: large)
            refused.expect(413, body: message)
            #expect(refused.header("Connection") == "close")
            // In chunks its length is seen late, and where it is said, no byte of it is awaited.
            let (port, chunked, said) = (
                desk.port, head(desk, "Transfer-Encoding: chunked"), head(desk, "Content-Length: 1000000\r\nExpect: 100-continue")
            )
            for start in [chunked + "\r\n10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n8\r\n        \r\n", said + "\r\n"] {
                let answer = try await blocking {
                    let client = try RawClient(port: port)
                    client.send(start)
                    return client.rest()
                }
                #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.hasSuffix(message), "\(answer)")
            }
            // Imports have a limit of their own.
            try await desk.send(.POST, "/api/contacts/imports", bytes: large).expect(400, "error")
        }
    }

    @Test func whoAsksFirstIsToldToSend() async throws {
        try await Desk.serve { desk in
            let body = #"{"contact":{"email":"ann@example.com"}}"#
            let (port, start) = (desk.port, head(desk, "Content-Length: \(body.utf8.count)\r\nExpect: 100-continue"))
            let (first, second) = try await blocking {
                let client = try RawClient(port: port)
                client.send(start + "\r\n")
                let first = client.receive() ?? ""
                client.send(body)
                return (first, client.answer())
            }
            #expect(first == "HTTP/1.1 100 Continue\r\n\r\n" && second.hasPrefix("HTTP/1.1 201 Created\r\n"), "\(first) \(second)")
        }
    }

    @Test func garbageIsNoRequest() async throws {
        try await Desk.serve { desk in
            let port = desk.port
            for start in [
                "hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "x", count: 40_000) + "\r\n\r\n",
                "GET /" + String(repeating: "x", count: 100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
            ] {
                let answer = try await blocking {
                    let client = try RawClient(port: port)
                    client.send(start)
                    return client.rest()
                }
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(start.prefix(20)): \(answer)")
            }
            try await desk.get("/api/accounts").expect(200, "accounts")
        }
    }

    @Test func connectionsHaveALimitAndWait() async throws {
        try await Desk.serve(Self.impatient) { desk in
            let port = desk.port
            let answer = try await blocking {
                // More than there may be: those beyond wait until the first are cut for saying nothing.
                let clients = try (0..<12).map { _ in try RawClient(port: port) }
                clients[11].send("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                return clients[11].rest()
            }
            #expect(answer.hasPrefix("HTTP/1.1 200 OK"), "\(answer)")
        }
    }
}
