import Automation
import ContactStore
import Contacts
import Formats
import NIOHTTP1
import Testing

/// Who may do what.
@Suite struct AccessTests {
    private static let paths = [
        "/api/accounts", "/api/contacts/ann@example.com", "/api/contacts/lists", "/api/contacts/fields", "/api/contacts/imports/1",
        "/api/contacts/exports/1", "/api/suppressions", "/api/accounts/1/contacts/lists",
    ]

    @Test func nobodyComesInWithoutAToken() async throws {
        try await Desk.serve { desk in
            for path in Self.paths {
                for token: String? in [nil, "", "wrong", "lun_" + String(repeating: "A", count: 43), desk.token + "x"] {
                    let reply = try await desk.send(.GET, path, nil, token: .some(token))
                    reply.expect(401, body: #"{"error":"Incorrect API token"}"#)
                    #expect(
                        reply.header("WWW-Authenticate") == "Token realm=\"Application\"" && reply.header("Cache-Control") == "no-cache")
                }
            }
            for (name, value) in [("Authorization", "Basic \(desk.token)"), ("Authorization", desk.token), ("Api-Token", "x")] {
                let reply = try await desk.send(.GET, "/api/accounts", nil, token: .some(nil), headers: [(name, value)])
                reply.expect(401, body: #"{"error":"Incorrect API token"}"#)
            }
        }
    }

    @Test func bothHeadersOpen() async throws {
        try await Desk.serve { desk in
            for (name, value) in [("Authorization", "bearer \(desk.token)"), ("Api-Token", desk.token), ("api-token", desk.reading)] {
                try await desk.send(.GET, "/api/accounts", nil, token: .some(nil), headers: [(name, value)]).expect(200, "accounts")
            }
        }
    }

    @Test func accountsTellTheScope() async throws {
        try await Desk.serve("server:\n  account: 26730\n  rate_limits: off\n") { desk in
            let writer = try await desk.get("/api/accounts").expect(200, "accounts")
            #expect(writer.json == [["id": 26730, "name": "shop", "access_levels": [100]]])
            let reader = try await desk.send(.GET, "/api/accounts", nil, token: desk.reading).expect(200, "accounts")
            #expect(reader.json.arrayValue?.first?["access_levels"] == [10])
            try await desk.get("/api/accounts/26730/contacts/lists").expect(200, "lists")
            for account in ["1", "x", "26730x"] {
                try await desk.get("/api/accounts/\(account)/contacts/lists").expect(403, body: #"{"errors":"Account access forbidden"}"#)
            }
        }
    }

    @Test func whoMayReadDoesNotWrite() async throws {
        try await Desk.serve { desk in
            try await desk.contact("ann@example.com")
            let writes: [(HTTPMethod, String)] = [
                (.POST, "/api/contacts"), (.PATCH, "/api/contacts/ann@example.com"), (.PUT, "/api/contacts/ann@example.com"),
                (.DELETE, "/api/contacts/ann@example.com"), (.POST, "/api/contacts/ann@example.com/events"), (.POST, "/api/contacts/lists"),
                (.PATCH, "/api/contacts/lists/1"), (.DELETE, "/api/contacts/lists/1"), (.POST, "/api/contacts/fields"),
                (.POST, "/api/contacts/imports"), (.POST, "/api/contacts/exports"), (.POST, "/api/suppressions"),
                (.DELETE, "/api/suppressions/x"),
            ]
            for (method, path) in writes {
                let reply = try await desk.send(method, path, ["contact": ["email": "ann@example.com"]], token: desk.reading)
                reply.expect(403, body: #"{"errors":"Access forbidden"}"#)
            }
            try await desk.send(.GET, "/api/contacts/ann@example.com", nil, token: desk.reading).expect(200, "contact")
        }
    }

    @Test func revocationAndExpiryAreSeenAtOnce() async throws {
        try await Desk.serve { desk in
            let store = desk.workspace.store
            let short = try store.createToken(
                "short", scope: .read, now: desk.clock.now, expiresAt: desk.clock.now.adding(milliseconds: 60_000)
            ).text
            try await desk.send(.GET, "/api/accounts", nil, token: short).expect(200, "accounts")
            desk.clock.advance(seconds: 60)
            try await desk.send(.GET, "/api/accounts", nil, token: short).expect(401, "error")
            let new = try store.createToken("new", scope: .read, now: desk.clock.now).text
            try await desk.send(.GET, "/api/accounts", nil, token: new).expect(200, "accounts")
            try store.revokeToken("new", now: desk.clock.now)
            try await desk.send(.GET, "/api/accounts", nil, token: new).expect(401, "error")
            try await desk.get("/api/accounts").expect(200, "accounts")
        }
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        try await Desk.serve { desk in
            for path in ["/", "/api", "/api/contact", "/api/contacts/a/b", "/api/contacts/lists/1/x", "/api/accounts/1", "/metrics/x"] {
                try await desk.get(path).expect(404, body: #"{"error":"Not Found"}"#)
            }
            for (method, path, allowed) in [
                (HTTPMethod.GET, "/api/contacts", "POST"), (.DELETE, "/api/contacts", "POST"), (.POST, "/api/accounts", "GET"),
                (.DELETE, "/api/contacts/imports/1", "GET"), (.POST, "/api/contacts/ann@example.com", "GET, PATCH, PUT, DELETE"),
            ] {
                let reply = try await desk.send(method, path)
                reply.expect(405, body: #"{"error":"Method Not Allowed"}"#)
                #expect(reply.header("Allow") == allowed)
            }
        }
    }
}
