import Automation
import ContactStore
import Contacts
import Formats
import NIOHTTP1
import Testing

/// `POST`, `GET`, `PATCH` and `DELETE` of contacts.
@Suite struct ContactTests {
    @Test func aContactIsCreatedAndReadByIdAndAddress() async throws {
        try await Desk.serve { desk in
            try await desk.field("city", "text")
            try await desk.field("visits", "integer")
            let list = try await desk.list("News")
            let reply = try await desk.post(
                "/api/contacts",
                [
                    "contact": [
                        "email": "Jane.Smith@Example.com", "fields": ["city": "Łódź", "visits": 3], "list_ids": [.integer(list)],
                    ]
                ])
            try reply.expect(201, "contact")
            let contact = reply["data"]
            #expect(contact["email"] == "jane.smith@example.com")
            #expect(contact["fields"] == ["city": "Łódź", "visits": 3])
            #expect(contact["list_ids"] == [.integer(list)])
            #expect(contact["status"] == "subscribed")
            #expect(contact["created_at"] == .integer(desk.clock.now.milliseconds))
            let id = contact["id"]?.stringValue ?? ""
            for name in [id, id.uppercased(), "jane.smith@example.com", "JANE.SMITH@example.com", "jane%2Esmith%40example.com"] {
                let found = try await desk.get("/api/contacts/\(name)").expect(200, "contact")
                #expect(found["data"] == contact, "\(name)")
            }
            #expect(try await desk.get("/api/accounts/1/contacts/\(id)").expect(200, "contact")["data"] == contact)
        }
    }

    @Test func aPlusSignInAPathIsOne() async throws {
        try await Desk.serve { desk in
            let id = try await desk.contact("jane+x@example.com")
            for name in ["jane+x@example.com", "jane%2Bx%40example.com", "jane%2bx@example.com"] {
                #expect(try await desk.get("/api/contacts/\(name)").expect(200, "contact")["data"]["id"] == .string(id), "\(name)")
            }
            try await desk.get("/api/contacts/jane%20x@example.com").expect(404, "error")
        }
    }

    @Test func contactsThatAreNotThere() async throws {
        try await Desk.serve { desk in
            let unknown = "0199090c-b5ec-7be8-8000-000000000000"
            for name in [unknown, "nobody@example.com", "7", "no-id", "9e107d9d-372b-4b6c-8d3a-4f8c9a1b2c3d"] {
                try await desk.get("/api/contacts/\(name)").expect(404, body: #"{"error":"Not Found"}"#)
                try await desk.delete("/api/contacts/\(name)").expect(404, body: #"{"errors":"Contact(s) not found"}"#)
            }
            try await desk.patch("/api/contacts/\(unknown)", ["contact": ["fields": [:]]]).expect(404, body: #"{"error":"Not Found"}"#)
        }
    }

    @Test func wrongContactsAreRefusedWithAllThatIsWrong() async throws {
        try await Desk.serve { desk in
            try await desk.field("birthdate", "date")
            func refused(_ contact: JSONValue, _ errors: JSONValue, location: SourceLocation = #_sourceLocation) async throws {
                let reply = try await desk.post("/api/contacts", ["contact": contact]).expect(422, "validation", location: location)
                #expect(reply["errors"] == errors, sourceLocation: location)
            }
            try await refused([:], ["email": ["can't be blank"]])
            try await refused(["email": .null], ["email": ["can't be blank"]])
            try await refused(["email": 7], ["email": ["is invalid"]])
            try await refused(["email": "invalid-email"], ["email": ["is invalid", "top level domain is too short"]])
            try await refused(["email": "a@example.com", "fields": ["birthdate": "soon"]], ["birthdate": ["is invalid"]])
            try await refused(["email": "a@example.com", "fields": "x"], ["fields": ["must be a hash"]])
            try await refused(["email": "a@example.com", "fields": ["nope": 1]], ["fields": ["contains invalid values: nope"]])
            for lists: JSONValue in [[.null], ["x"], [1.5], [99], "1"] {
                try await refused(["email": "a@example.com", "list_ids": lists], ["list_ids": ["contains invalid data"]])
            }
            try await desk.post("/api/contacts", [:]).expect(422, "validation")
            try await desk.post("/api/contacts", ["contact": [1]]).expect(422, "validation")
            try await desk.send(.POST, "/api/contacts", bytes: Array("{\"contact\":".utf8)).expect(400, "error")
            try await desk.send(.POST, "/api/contacts", bytes: Array("[]".utf8)).expect(400, "error")
            #expect(try ContactReader(store: desk.workspace.store).contactCount() == 0)
        }
    }

    @Test func anAddressIsSomebodysOnce() async throws {
        try await Desk.serve { desk in
            try await desk.contact("ann@example.com")
            let reply = try await desk.post("/api/contacts", ["contact": ["email": "ANN@example.com"]]).expect(422, "validation")
            #expect(reply["errors"] == ["email": ["has already been taken"]])
            try await desk.contact("bob@example.com")
            let renamed = try await desk.patch("/api/contacts/bob@example.com", ["contact": ["email": "ann@example.com"]])
            #expect(try renamed.expect(422, "validation")["errors"] == ["email": ["has already been taken"]])
        }
    }

    @Test func updatesAreUpserts() async throws {
        try await Desk.serve { desk in
            try await desk.field("city", "text")
            let body: JSONValue = ["contact": ["email": "ann@example.com", "fields": ["city": "Rome"]]]
            let created = try await desk.patch("/api/contacts/ann@example.com", body).expect(200, "contact-update")
            #expect(created["action"] == "created")
            desk.clock.advance(seconds: 5)
            let updated = try await desk.patch("/api/contacts/ann%40example.com", ["contact": ["fields": ["city": "Oslo"]]])
            try updated.expect(200, "contact-update")
            #expect(updated["action"] == "updated" && updated["data"]["fields"] == ["city": "Oslo"])
            #expect(updated["data"]["id"] == created["data"]["id"])
            #expect(updated["data"]["updated_at"] == .integer(desk.clock.now.milliseconds))
            #expect(updated["data"]["created_at"] == created["data"]["created_at"])
            // So did older clients.
            let put = try await desk.send(.PUT, "/api/contacts/ann@example.com", ["contact": ["email": "ann@example.com"]])
            #expect(try put.expect(200, "contact-update")["data"]["fields"] == ["city": "Oslo"])
            try await desk.patch("/api/contacts/not@an@address", ["contact": ["email": "x@example.com"]]).expect(422, "validation")
        }
    }

    @Test func anotherAddressRenames() async throws {
        try await Desk.serve { desk in
            let id = try await desk.contact("old@example.com")
            let reply = try await desk.patch("/api/contacts/old@example.com", ["contact": ["email": "New@Example.com"]])
            try reply.expect(200, "contact-update")
            #expect(reply["data"]["id"] == .string(id) && reply["data"]["email"] == "new@example.com")
            try await desk.get("/api/contacts/old@example.com").expect(404, "error")
            try await desk.get("/api/contacts/new@example.com").expect(200, "contact")
        }
    }

    @Test func fieldsAreMergedAndCleared() async throws {
        try await Desk.serve { desk in
            for (tag, type) in [("city", "text"), ("visits", "integer"), ("score", "float"), ("vip", "boolean"), ("born", "date")] {
                try await desk.field(tag, type)
            }
            let fields: JSONObject = ["city": "Rome", "visits": 42, "score": 1.5, "vip": true, "born": "1998-07-01"]
            try await desk.contact("ann@example.com", fields: fields)
            func patched(_ fields: JSONValue) async throws -> JSONValue {
                try await desk.patch("/api/contacts/ann@example.com", ["contact": ["fields": fields]]).expect(200, "contact-update")[
                    "data"][
                        "fields"] ?? .null
            }
            #expect(try await patched([]) == .object(fields))
            // What careless clients send: numbers as texts, whole numbers as floats, empty texts for nothing.
            #expect(try await patched(["visits": "7"])["visits"] == 7)
            #expect(try await patched(["visits": 8.0])["visits"] == 8)
            #expect(try await patched(["score": 2])["score"] == 2.0)
            #expect(try await patched(["born": "2001-02-03T10:00:00Z"])["born"] == "2001-02-03")
            #expect(
                try await patched(["city": .null, "visits": .null, "vip": "false"]) == ["score": 2.0, "vip": false, "born": "2001-02-03"])
            #expect(try await patched(["born": "", "score": ""]) == ["vip": false])
            for wrong: JSONValue in [["visits": 1.5], ["visits": "x"], ["vip": "maybe"], ["born": "2001-02-30"], ["city": [1]]] {
                let reply = try await desk.patch("/api/contacts/ann@example.com", ["contact": ["fields": wrong]])
                let tag = wrong.objectValue?.keys.first ?? ""
                #expect(try reply.expect(422, "validation")["errors"] == .object([tag: ["is invalid"]]), "\(wrong)")
            }
        }
    }

    @Test func listsAreJoinedAndLeft() async throws {
        try await Desk.serve { desk in
            let (one, two, three) = (try await desk.list("One"), try await desk.list("Two"), try await desk.list("Three"))
            try await desk.contact("ann@example.com", lists: [one, two])
            let moved = try await desk.patch(
                "/api/contacts/ann@example.com",
                ["contact": ["list_ids_included": [.integer(three)], "list_ids_excluded": [.integer(one)]]])
            #expect(try moved.expect(200, "contact-update")["data"]["list_ids"] == [.integer(two), .integer(three)])
            let both = try await desk.patch(
                "/api/contacts/ann@example.com",
                [
                    "contact": [
                        "list_ids_included": [.integer(one), .integer(two), .integer(three)],
                        "list_ids_excluded": [.integer(three), .integer(two), .integer(one)],
                    ]
                ])
            try both.expect(422, "validation")
            #expect(
                both["errors"] == [
                    "base": [.string("same list_ids \(one), \(two) and \(three) are specified both as included and excluded")]
                ])
            let unknown = try await desk.patch("/api/contacts/ann@example.com", ["contact": ["list_ids_included": [.null]]])
            #expect(try unknown.expect(422, "validation")["errors"] == ["list_id_included": ["contains invalid data"]])
        }
    }

    @Test func consentIsWithdrawnAndNotGivenBack() async throws {
        try await Desk.serve { desk in
            try await desk.contact("ann@example.com")
            // What a careless client sends each time asks for nothing.
            let same = try await desk.patch("/api/contacts/ann@example.com", ["contact": ["unsubscribed": false]])
            #expect(try same.expect(200, "contact-update")["data"]["status"] == "subscribed")
            let gone = try await desk.patch("/api/contacts/ann@example.com", ["contact": ["unsubscribed": true]])
            #expect(try gone.expect(200, "contact-update")["data"]["status"] == "unsubscribed")
            let back = try await desk.patch("/api/contacts/ann@example.com", ["contact": ["unsubscribed": false]])
            try back.expect(422, "validation")
            #expect(back["errors"]["base"]?.arrayValue?.count == 1)
            let new = try await desk.post("/api/contacts", ["contact": ["email": "bob@example.com", "unsubscribed": true]])
            #expect(try new.expect(201, "contact")["data"]["status"] == "unsubscribed")
        }
        try await Desk.serve(Desk.unlimited + "  resubscribing: allow\n") { desk in
            try await desk.contact("ann@example.com")
            try await desk.patch("/api/contacts/ann@example.com", ["contact": ["unsubscribed": true]]).expect(200, "contact-update")
            let back = try await desk.patch("/api/contacts/ann@example.com", ["contact": ["unsubscribed": false]])
            #expect(try back.expect(200, "contact-update")["data"]["status"] == "subscribed")
        }
        // For clients that send it each time.
        try await Desk.serve(Desk.unlimited + "  resubscribing: ignore\n") { desk in
            try await desk.field("city", "text")
            try await desk.contact("ann@example.com")
            try await desk.patch("/api/contacts/ann@example.com", ["contact": ["unsubscribed": true]]).expect(200, "contact-update")
            let same = try await desk.patch(
                "/api/contacts/ann@example.com", ["contact": ["unsubscribed": false, "fields": ["city": "Rome"]]])
            try same.expect(200, "contact-update")
            #expect(same["data"]["status"] == "unsubscribed" && same["data"]["fields"] == ["city": "Rome"])
        }
    }

    @Test func deletionIsTheEnd() async throws {
        try await Desk.serve { desk in
            let id = try await desk.contact("ann@example.com")
            try await desk.delete("/api/contacts/\(id)").expect(204)
            try await desk.get("/api/contacts/ann@example.com").expect(404, "error")
            try await desk.delete("/api/contacts/ann@example.com").expect(404, "errors")
        }
    }

    @Test func answersHaveTagsAsTheLiveOnes() async throws {
        try await Desk.serve { desk in
            try await desk.contact("ann@example.com")
            let reply = try await desk.get("/api/contacts/ann@example.com")
            let tag = try #require(reply.header("ETag"))
            #expect(tag.hasPrefix("W/\"") && reply.header("Cache-Control") == "max-age=0, private, must-revalidate")
            let again = try await desk.send(.GET, "/api/contacts/ann@example.com", nil, headers: [("If-None-Match", tag)])
            #expect(again.status == 304 && again.bytes.isEmpty)
            let head = try await desk.send(.HEAD, "/api/contacts/ann@example.com")
            #expect(head.status == 200 && head.bytes.isEmpty && head.header("Content-Length") == String(reply.bytes.count))
            let missing = try await desk.get("/api/contacts/bob@example.com")
            #expect(missing.header("Cache-Control") == "no-cache" && missing.header("ETag") == nil)
        }
    }
}
