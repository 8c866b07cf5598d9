import Formats
import NIOHTTP1
import Testing

/// Limits of requests.
@Suite struct RateLimitTests {
    @Test func aTokenHasItsLimit() async throws {
        try await Desk.serve("server:\n  rate_limits:\n    token: 3/10s\n") { desk in
            for left in [2, 1, 0] {
                let reply = try await desk.get("/api/contacts/lists").expect(200, "lists")
                #expect(reply.header("X-Ratelimit-Limit") == "3" && reply.header("X-Ratelimit-Remaining") == String(left))
                #expect(reply.header("X-Ratelimit-Reset") == nil && reply.header("Retry-After") == nil)
            }
            let refused = try await desk.get("/api/contacts/lists")
            refused.expect(429, body: #"{"error":"Throttled"}"#)
            #expect(refused.header("X-Ratelimit-Limit") == "3" && refused.header("X-Ratelimit-Remaining") == "0")
            #expect(refused.header("X-Ratelimit-Reset") == "2026-06-01T09:00:10Z" && refused.header("Retry-After") == "10")
            // The other token has its own.
            try await desk.send(.GET, "/api/contacts/lists", nil, token: desk.reading).expect(200, "lists")
            desk.clock.advance(milliseconds: 9_999)
            #expect(try await desk.get("/api/contacts/lists").header("Retry-After") == "1")
            desk.clock.advance(milliseconds: 1)
            try await desk.get("/api/contacts/lists").expect(200, "lists")
        }
    }

    @Test func theAccountHasOneForAllItsTokens() async throws {
        try await Desk.serve("server:\n  rate_limits:\n    token: 100/10s\n    account: 4/1m\n    suppressions: 2/1m\n") { desk in
            for token in [desk.token, desk.reading, desk.token, desk.reading] {
                try await desk.send(.GET, "/api/contacts/fields", nil, token: token).expect(200, "fields")
            }
            let refused = try await desk.get("/api/contacts/ann@example.com")
            refused.expect(429, body: #"{"errors":"Rate limit exceeded"}"#)
            #expect(refused.header("X-Ratelimit-Limit") == "4" && refused.header("Retry-After") == "60")
            // Suppressions are counted for themselves, and accounts not at all.
            for _ in 0..<2 { try await desk.get("/api/suppressions").expect(200, "suppressions") }
            try await desk.get("/api/suppressions").expect(429, body: #"{"errors":"Rate limit exceeded"}"#)
            try await desk.get("/api/accounts").expect(200, "accounts")
            desk.clock.advance(seconds: 60)
            try await desk.get("/api/contacts/fields").expect(200, "fields")
        }
    }

    @Test func theLimitsAreMailtrapsUnlessOff() async throws {
        try await Desk.serve("timezone: UTC\n") { desk in
            var statuses: [Int] = []
            for _ in 0..<151 { statuses.append(try await desk.get("/api/accounts").status) }
            #expect(statuses == Array(repeating: 200, count: 150) + [429])
        }
        try await Desk.serve { desk in
            var reply = try await desk.get("/api/accounts")
            for _ in 0..<250 { reply = try await desk.get("/api/contacts/lists") }
            #expect(reply.status == 200 && reply.header("X-Ratelimit-Limit") == nil)
        }
    }
}
