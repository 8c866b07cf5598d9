import Automation
import ContactStore
import Contacts
import Formats
import Testing

/// `POST /contacts/{contact}/events`.
@Suite struct EventTests {
    @Test func anEventIsFired() async throws {
        try await Desk.serve { desk in
            let id = try await desk.contact("ann+x@example.com")
            let reply = try await desk.post(
                "/api/contacts/ann+x@example.com/events",
                ["name": "Purchase", "params": ["sku": "A-1", "price": 9.5, "count": 2, "gift": true, "note": .null]])
            try reply.expect(201, "event")
            #expect(
                reply.json == [
                    "contact_id": .string(id), "contact_email": "ann+x@example.com", "name": "Purchase",
                    "params": ["sku": "A-1", "price": 9.5, "count": 2, "gift": true, "note": .null],
                ])
            let snapshot = try desk.workspace.store.snapshot(clock: LogicalClock(now: desk.clock.now))
            #expect(snapshot.catalog.eventNames["Purchase"] != nil)
        }
    }

    @Test func parametersMayBeMissing() async throws {
        try await Desk.serve { desk in
            let id = try await desk.contact("ann@example.com")
            #expect(try await desk.post("/api/contacts/\(id)/events", ["name": "A"]).expect(201, "event")["params"] == [:])
            #expect(try await desk.post("/api/contacts/\(id)/events", ["name": "B", "params": []]).expect(201, "event")["params"] == [])
        }
    }

    @Test func wrongEventsAreRefused() async throws {
        try await Desk.serve { desk in
            try await desk.contact("ann@example.com")
            func refused(_ body: JSONValue, _ errors: JSONValue, location: SourceLocation = #_sourceLocation) async throws {
                let reply = try await desk.post("/api/contacts/ann@example.com/events", body).expect(422, "validation", location: location)
                #expect(reply["errors"] == errors, sourceLocation: location)
            }
            let long = String(repeating: "x", count: 256)
            try await refused([:], ["name": ["can't be blank", "must be a string"]])
            try await refused(["name": 7], ["name": ["must be a string"]])
            try await refused(["name": " "], ["name": ["can't be blank"]])
            try await refused(["name": .string(long)], ["name": ["is too long"]])
            try await refused(["name": "A", "params": "x"], ["params": ["must be a hash"]])
            try await refused(["name": "A", "params": .object([long: 1])], ["params": [.string("key '\(long)' is too long")]])
            try await refused(["name": "A", "params": ["bar": .string(long)]], ["params": ["value for 'bar' is too long"]])
            try await refused(
                ["name": "A", "params": ["bar": [1]]], ["params": ["value for 'bar' must be a string, number, boolean or null"]])
        }
    }

    @Test func nobodyHasNoEvents() async throws {
        try await Desk.serve { desk in
            for name in ["nobody@example.com", "0199090c-b5ec-7be8-8000-000000000000", "x"] {
                try await desk.post("/api/contacts/\(name)/events", ["name": "A"]).expect(404, body: #"{"error":"Not Found"}"#)
            }
        }
    }
}
