import Formats
import NIOHTTP1
import Testing

/// The suppressions of the sending side, which are kept apart from consent.
@Suite struct SuppressionTests {
    @Test func entriesAreMadeListedAndDeleted() async throws {
        try await Desk.serve { desk in
            let body: JSONValue = ["email": "Ann@Example.com", "domain_id": 12, "sending_stream": "bulk"]
            let made = try await desk.post("/api/suppressions", body).expect(201, "suppression-created")["data"]
            #expect(made["email"] == "ann@example.com" && made["type"] == "manual import" && made["sending_stream"] == "bulk")
            #expect(made["created_at"] == "2026-06-01T09:00:00Z")
            let second: JSONValue = [
                "email": "ann@example.com", "domain_id": 12, "sending_stream": "transactional", "type": "spam complaint",
            ]
            try await desk.post("/api/accounts/1/suppressions", second).expect(201, "suppression-created")
            let all = try await desk.get("/api/suppressions").expect(200, "suppressions")
            #expect(all.json.arrayValue?.count == 2)
            let id = made["id"]?.stringValue ?? ""
            #expect(try await desk.delete("/api/suppressions/\(id)").expect(200, "suppression").json == made)
            try await desk.delete("/api/suppressions/\(id)").expect(404, "error")
            try await desk.delete("/api/suppressions/x").expect(404, "error")
            #expect(try await desk.get("/api/suppressions").json.arrayValue?.count == 1)
        }
    }

    @Test func consentIsAnotherThing() async throws {
        try await Desk.serve { desk in
            try await desk.contact("ann@example.com")
            let body: JSONValue = ["email": "ann@example.com", "domain_id": 1, "sending_stream": "bulk"]
            try await desk.post("/api/suppressions", body).expect(201, "suppression-created")
            #expect(try await desk.get("/api/contacts/ann@example.com")["data"]["status"] == "subscribed")
        }
    }

    @Test func pagesAndFilters() async throws {
        try await Desk.serve { desk in
            for number in 0..<5 {
                desk.clock.advance(seconds: 60)
                let body: JSONValue = ["email": .string("c+\(number)@example.com"), "domain_id": 1, "sending_stream": "bulk"]
                try await desk.post("/api/suppressions", body).expect(201, "suppression-created")
            }
            func found(_ query: String) async throws -> [String] {
                try await desk.get("/api/suppressions?\(query)").expect(200, "suppressions").json.arrayValue?
                    .compactMap { $0["email"]?.stringValue } ?? []
            }
            let all = try await desk.get("/api/suppressions").json.arrayValue ?? []
            #expect(all.count == 5)
            #expect(try await found("email=C%2B3@example.com") == ["c+3@example.com"])
            #expect(try await found("email=c+3@example.com") == ["c+3@example.com"])
            #expect(try await found("email=c") == [])
            #expect(try await found("start_time=2026-06-01T09:04:00Z").count == 2)
            #expect(try await found("end_time=2026-06-01T11:01:00%2B02:00").count == 1)
            #expect(try await found("start_time=2026-06-01T09:02:00Z&end_time=2026-06-01T09:03:00Z").count == 2)
            let last = all[2]["id"]?.stringValue ?? ""
            #expect(try await found("last_id=\(last)").count == 2)
            for wrong in ["start_time=yesterday", "end_time=1", "last_id=7"] {
                try await desk.get("/api/suppressions?\(wrong)").expect(400, "error")
            }
        }
    }

    @Test func wrongEntriesAreRefused() async throws {
        try await Desk.serve { desk in
            func refused(_ body: JSONValue, _ errors: JSONValue, location: SourceLocation = #_sourceLocation) async throws {
                let reply = try await desk.post("/api/suppressions", body).expect(422, "validation", location: location)
                #expect(reply["errors"] == errors, sourceLocation: location)
            }
            try await refused([:], ["email": ["can't be blank"], "sending_stream": ["can't be blank"]])
            try await refused(["email": "x", "sending_stream": "bulk"], ["email": ["is invalid", "top level domain is too short"]])
            try await refused(
                ["email": "a@example.com", "sending_stream": "fax", "type": "mood", "domain_id": "x"],
                [
                    "sending_stream": ["is not included in the list"], "type": ["is not included in the list"],
                    "domain_id": ["is invalid"],
                ])
        }
    }
}
