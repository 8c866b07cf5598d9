import Formats
import Foundation
import NIOHTTP1
import Testing

/// What a server tells of itself.
@Suite struct ObservationTests {
    @Test func theLogTellsOfRequestsAndOfNobody() async throws {
        try await Desk.serve { desk in
            try await desk.contact("ann@example.com")
            try await desk.get("/api/contacts/ann%40example.com").expect(200, "contact")
            try await desk.send(.GET, "/api/accounts/1/contacts/ann@example.com", nil, token: desk.reading).expect(200, "contact")
            try await desk.post("/api/contacts/bob@example.com/events", ["name": "A"]).expect(404, "error")
            try await desk.get("/ann@example.com").expect(404, "error")
            try await desk.send(.GET, "/api/contacts/lists", nil, token: "secret-token").expect(401, "error")
            try await desk.send(HTTPMethod(rawValue: "PURGE"), "/healthz").expect(405, "error")
            let log = desk.log.lines.filter { $0.contains("status=") }
            #expect(log.allSatisfy { !$0.contains("example.com") && !$0.contains(desk.token) && !$0.contains("secret-token") }, "\(log)")
            let short = log.map { $0.replacing(#/ ms=[0-9.e-]+/#, with: "").replacing(#/bytes=\d+ /#, with: "") }
            #expect(
                short
                    == [
                        "info POST /api/contacts status=201 token=writer", "info GET /api/contacts/{contact} status=200 token=writer",
                        "info GET /api/contacts/{contact} status=200 token=reader",
                        "info POST /api/contacts/{contact}/events status=404 token=writer", "info GET unknown status=404",
                        "info GET /api/contacts/lists status=401", "info OTHER /healthz status=405",
                    ])
        }
    }

    @Test(arguments: [("errors", 1), ("off", 0)])
    func theLogMayBeShort(_ which: String, _ count: Int) async throws {
        try await Desk.serve(Desk.unlimited + "  request_log: \(which)\n") { desk in
            try await desk.get("/api/accounts").expect(200, "accounts")
            try await desk.get("/nowhere").expect(404, "error")
            #expect(desk.log.lines.filter { $0.contains("status=") }.count == count)
        }
    }

    @Test func healthAndReadiness() async throws {
        try await Desk.serve { desk in
            try await desk.send(.GET, "/healthz", nil, token: .some(nil)).expect(200, body: #"{"status":"ok"}"#)
            try await desk.send(.GET, "/readyz", nil, token: .some(nil)).expect(200, body: #"{"status":"ready"}"#)
            let store = desk.folder["shop/contacts.db"]
            try FileManager.default.moveItem(atPath: store, toPath: store + ".away")
            try await desk.send(.GET, "/readyz", nil, token: .some(nil)).expect(503, body: #"{"error":"Not ready"}"#)
            try await desk.send(.GET, "/healthz", nil, token: .some(nil)).expect(200, body: #"{"status":"ok"}"#)
            try FileManager.default.moveItem(atPath: store + ".away", toPath: store)
        }
    }

    @Test func metricsCountRequests() async throws {
        try await Desk.serve { desk in
            try await desk.contact("ann@example.com")
            for _ in 0..<3 { try await desk.get("/api/contacts/bob@example.com").expect(404, "error") }
            let metrics = try await desk.send(.GET, "/metrics", nil, token: .some(nil))
            #expect(metrics.status == 200 && metrics.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
            let lines = Set(metrics.text.split(separator: "\n").map(String.init))
            #expect(lines.contains(#"lunation_http_requests_total{route="/api/contacts",status="201"} 1"#), "\(metrics.text)")
            #expect(lines.contains(#"lunation_http_requests_total{route="/api/contacts/{contact}",status="404"} 3"#))
            #expect(lines.contains(#"lunation_http_request_duration_seconds_count{route="/api/contacts/{contact}"} 3"#))
            // The one that asks.
            #expect(lines.contains("lunation_http_requests_in_flight 1"))
            #expect(!metrics.text.contains("@"))
        }
    }

    @Test func metricsAreNotForEverybodyBeyondTheMachine() async throws {
        try await Desk.serve(Desk.unlimited + "  behind_proxy: true\n") { desk in
            try await desk.send(.GET, "/metrics", nil, token: .some(nil)).expect(401, "error")
            #expect(try await desk.send(.GET, "/metrics", nil, token: desk.reading).status == 200)
            try await desk.send(.GET, "/healthz", nil, token: .some(nil)).expect(200, body: #"{"status":"ok"}"#)
        }
    }

    @Test func linksAreThoseThatTheClientReaches() async throws {
        func link(_ settings: String, _ headers: [(String, String)]) async throws -> String {
            var url = ""
            try await Desk.serve(settings) { desk in
                let begun = try await desk.send(.POST, "/api/contacts/exports", nil, headers: headers).expect(201, "export-open")
                try await desk.until("the export is finished") {
                    let reply = try await desk.send(.GET, "/api/contacts/exports/\(begun["id"])", nil, headers: headers)
                    url = reply["url"].stringValue ?? ""
                    return reply["status"] == "finished"
                }
            }
            return String(url.prefix { $0 != "?" }.split(separator: "/").prefix(3).joined(separator: "/"))
        }
        let forwarded = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "crm.example.com")]
        #expect(try await link(Desk.unlimited + "  behind_proxy: true\n", forwarded) == "https:/crm.example.com/exports")
        #expect(try await link(Desk.unlimited + "  url: https://my.example.com/\n", []) == "https:/my.example.com/exports")
        // Nobody else than a proxy is believed.
        #expect(try await link(Desk.unlimited, forwarded).hasPrefix("http:/127.0.0.1:"))
    }
}
