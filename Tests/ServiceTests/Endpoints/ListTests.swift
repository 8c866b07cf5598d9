import Formats
import Testing

/// Lists.
@Suite struct ListTests {
    @Test func listsAreKept() async throws {
        try await Desk.serve { desk in
            let id = try await desk.list("News")
            #expect(try await desk.get("/api/contacts/lists/\(id)").expect(200, "list").json == ["id": .integer(id), "name": "News"])
            let renamed = try await desk.patch("/api/accounts/1/contacts/lists/\(id)", ["name": "Offers"]).expect(200, "list")
            #expect(renamed["name"] == "Offers")
            #expect(try await desk.get("/api/contacts/lists").expect(200, "lists").json == [["id": .integer(id), "name": "Offers"]])
            try await desk.contact("ann@example.com", lists: [id])
            try await desk.delete("/api/contacts/lists/\(id)").expect(204)
            #expect(try await desk.get("/api/contacts/ann@example.com").expect(200, "contact")["data"]["list_ids"] == [])
            try await desk.delete("/api/contacts/lists/\(id)").expect(404, "error")
            try await desk.patch("/api/contacts/lists/\(id)", ["name": "x"]).expect(404, "error")
            for name in ["\(id)", "x", "-1"] { try await desk.get("/api/contacts/lists/\(name)").expect(404, "error") }
        }
    }

    @Test func theSearchIsForTheBeginningOfNames() async throws {
        try await Desk.serve { desk in
            for name in ["News of today", "NEWS OF TOMORROW", "Old news", "Łódź"] { _ = try await desk.list(name) }
            func found(_ search: String) async throws -> [String] {
                try await desk.get("/api/contacts/lists?search=\(search)").expect(200, "lists").json.arrayValue?
                    .compactMap { $0["name"]?.stringValue } ?? []
            }
            #expect(try await found("news") == ["News of today", "NEWS OF TOMORROW"])
            #expect(try await found("news%20of%20tod") == ["News of today"])
            #expect(try await found("news+of+tod") == ["News of today"])
            #expect(try await found("%25") == [])
            #expect(try await found("%C5%82%C3%B3") == ["Łódź"])
            #expect(try await found("").count == 4)
        }
    }

    @Test func namesAreCheckedAndUnique() async throws {
        try await Desk.serve { desk in
            _ = try await desk.list("News")
            func refused(_ body: JSONValue, _ message: JSONValue, location: SourceLocation = #_sourceLocation) async throws {
                let reply = try await desk.post("/api/contacts/lists", body).expect(422, "validation", location: location)
                #expect(reply["errors"] == ["name": [message]], sourceLocation: location)
            }
            try await refused(["name": "News"], "has already been taken")
            try await refused([:], "can't be blank")
            try await refused(["name": " "], "can't be blank")
            try await refused(["name": 5], "must be a string")
            try await refused(["name": .string(String(repeating: "x", count: 256))], "is too long (maximum is 255 characters)")
        }
    }
}
