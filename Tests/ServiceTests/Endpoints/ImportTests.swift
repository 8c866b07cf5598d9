import Formats
import Testing

/// Imports: begun at once, carried out behind the scenes.
@Suite struct ImportTests {
    /// Waits for an import's end.
    private func finished(_ id: JSONValue, _ desk: Desk) async throws -> Reply {
        var reply = try await desk.get("/api/contacts/imports/\(id)")
        try await desk.until("the import is finished") {
            reply = try await desk.get("/api/contacts/imports/\(id)")
            return reply["status"] == "finished" || reply["status"] == "failed"
        }
        return try reply.expect(200, "import-finished")
    }

    @Test func contactsAreCreatedAndUpdated() async throws {
        try await Desk.serve { desk in
            try await desk.field("city", "text")
            let (one, two) = (try await desk.list("One"), try await desk.list("Two"))
            try await desk.contact("ann@example.com", fields: ["city": "Rome"], lists: [one])
            try await desk.contact("gone@example.com")
            try await desk.patch("/api/contacts/gone@example.com", ["contact": ["unsubscribed": true]]).expect(200, "contact-update")
            let begun = try await desk.post(
                "/api/contacts/imports",
                [
                    "contacts": [
                        [
                            "email": "ANN@example.com", "fields": ["city": "Oslo"], "list_ids_included": [.integer(two)],
                            "list_ids_excluded": [.integer(one)],
                        ],
                        ["email": "bob@example.com", "fields": ["city": "first"]],
                        ["email": "Bob@Example.com", "fields": ["city": "last"]],
                        ["email": "gone@example.com", "fields": ["city": "Bern"]],
                    ]
                ])
            try begun.expect(201, "import-open")
            let done = try await finished(begun["id"], desk)
            #expect(done["created_contacts_count"] == 1 && done["updated_contacts_count"] == 2, "\(done.text)")
            let ann = try await desk.get("/api/contacts/ann@example.com")["data"]
            #expect(ann["fields"] == ["city": "Oslo"] && ann["list_ids"] == [.integer(two)])
            #expect(try await desk.get("/api/contacts/bob@example.com")["data"]["fields"] == ["city": "last"])
            #expect(try await desk.get("/api/contacts/gone@example.com")["data"]["status"] == "unsubscribed")
            let same = try await desk.get("/api/accounts/1/contacts/imports/\(begun["id"])")
            #expect(same.json == done.json)
        }
    }

    @Test func oneWrongRowRefusesAll() async throws {
        try await Desk.serve { desk in
            try await desk.field("born", "date")
            let list = try await desk.list("One")
            let reply = try await desk.post(
                "/api/contacts/imports",
                [
                    "contacts": [
                        ["email": "good@example.com"], ["email": "invalid-email"], ["email": "c@example.com", "fields": ["born": "soon"]],
                        ["email": "d@example.com", "fields": ["nope": 1]],
                        ["email": "e@example.com", "list_ids_included": [.integer(list)], "list_ids_excluded": [.integer(list)]],
                        ["fields": [:]],
                    ]
                ])
            try reply.expect(422, "import-validation")
            let rows = reply["errors"].arrayValue ?? []
            #expect(
                rows.map { $0["email"]?.stringValue } == ["invalid-email", "c@example.com", "d@example.com", "e@example.com", ""])
            #expect(rows.first?["errors"] == ["email": ["is invalid", "top level domain is too short"]])
            #expect(rows[1]["errors"] == ["born": ["is invalid"]])
            #expect(rows[2]["errors"] == ["fields": ["contains invalid values: nope"]])
            #expect(
                rows[3]["errors"] == ["base": [.string("same list_ids \(list) are specified both as included and excluded")]])
            #expect(rows[4]["errors"]?["email"]?.arrayValue?.contains("can't be blank") == true)
            try await desk.get("/api/contacts/good@example.com").expect(404, "error")
        }
    }

    @Test func whatIsNoListOfContactsIsRefused() async throws {
        try await Desk.serve { desk in
            for body: JSONValue in [[:], ["contacts": []], ["contacts": .null], ["contacts": "x"], ["contacts": [1]]] {
                try await desk.post("/api/contacts/imports", body).expect(422, "import-validation")
            }
            for id in ["77", "x", "-1"] { try await desk.get("/api/contacts/imports/\(id)").expect(404, "error") }
        }
    }

    @Test func fiftyThousandAreTheMost() async throws {
        try await Desk.serve { desk in
            func body(_ count: Int) -> JSONValue {
                ["contacts": .array((1...count).map { ["email": .string("c\($0)@example.com")] })]
            }
            let reply = try await desk.post("/api/contacts/imports", body(50_001)).expect(422, "import-validation")
            #expect(
                reply["errors"] == [
                    ["email": "c50001@example.com", "errors": ["base": ["cannot import more than 50000 contacts at once"]]]
                ])
            let begun = try await desk.post("/api/contacts/imports", body(50_000)).expect(201, "import-open")
            #expect(try await finished(begun["id"], desk)["created_contacts_count"] == 50_000)
        }
    }
}
