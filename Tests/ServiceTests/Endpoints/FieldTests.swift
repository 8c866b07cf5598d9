import Formats
import Testing

/// Fields.
@Suite struct FieldTests {
    @Test func fieldsAreKept() async throws {
        try await Desk.serve { desk in
            let body: JSONValue = ["name": "First name", "data_type": "text", "merge_tag": "first_name"]
            let id = try await desk.post("/api/contacts/fields", body).expect(201, "field")["id"].integerValue ?? 0
            #expect(
                try await desk.get("/api/contacts/fields/\(id)").expect(200, "field").json == [
                    "id": .integer(id), "name": "First name", "data_type": "text", "merge_tag": "first_name",
                ])
            try await desk.contact("ann@example.com", fields: ["first_name": "Ann"])
            let renamed = try await desk.patch("/api/contacts/fields/\(id)", ["name": "Given name", "merge_tag": "given_name"])
            #expect(try renamed.expect(200, "field")["merge_tag"] == "given_name")
            #expect(try await desk.get("/api/contacts/ann@example.com")["data"]["fields"] == ["given_name": "Ann"])
            #expect(try await desk.get("/api/contacts/fields").expect(200, "fields").json.arrayValue?.count == 1)
            try await desk.delete("/api/contacts/fields/\(id)").expect(204)
            #expect(try await desk.get("/api/contacts/ann@example.com")["data"]["fields"] == [:])
            try await desk.get("/api/contacts/fields/\(id)").expect(404, "error")
            try await desk.delete("/api/contacts/fields/\(id)").expect(404, "error")
            try await desk.patch("/api/contacts/fields/\(id)", ["name": "x"]).expect(404, "error")
        }
    }

    @Test func definitionsAreChecked() async throws {
        try await Desk.serve { desk in
            try await desk.field("city", "text")
            let long = String(repeating: "x", count: 81)
            func refused(_ body: JSONValue, _ errors: JSONValue, location: SourceLocation = #_sourceLocation) async throws {
                let reply = try await desk.post("/api/contacts/fields", body).expect(422, "validation", location: location)
                #expect(reply["errors"] == errors, sourceLocation: location)
            }
            try await refused(
                [:], ["data_type": ["can't be blank"], "name": ["can't be blank"], "merge_tag": ["can't be blank"]])
            try await refused(
                ["name": "A", "data_type": "number", "merge_tag": "a"], ["data_type": ["is not included in the list"]])
            try await refused(["name": 1, "data_type": "text", "merge_tag": "a"], ["name": ["must be a string"]])
            try await refused(
                ["name": "city", "data_type": "text", "merge_tag": "other"], ["name": ["has already been taken"]])
            try await refused(
                ["name": "Other", "data_type": "text", "merge_tag": "city"], ["merge_tag": ["has already been taken"]])
            try await refused(
                ["name": .string(long), "data_type": "text", "merge_tag": "a"], ["name": ["is too long (maximum is 80 characters)"]])
            try await refused(["name": "E", "data_type": "text", "merge_tag": "email"], ["merge_tag": ["is reserved"]])
        }
    }

    @Test func aTypeStaysForEver() async throws {
        try await Desk.serve { desk in
            let id = try await desk.field("city", "text")
            let reply = try await desk.patch("/api/contacts/fields/\(id)", ["data_type": "integer"]).expect(422, "validation")
            #expect(reply["errors"] == ["data_type": ["can't be changed"]])
            try await desk.patch("/api/contacts/fields/\(id)", ["data_type": "text", "name": "Town"]).expect(200, "field")
        }
    }

    @Test func thereAreFortyAtMost() async throws {
        try await Desk.serve { desk in
            for number in 1...40 { try await desk.field("f\(number)", "text") }
            let body: JSONValue = ["name": "more", "data_type": "text", "merge_tag": "more"]
            try await desk.post("/api/contacts/fields", body).expect(422, "validation")
        }
    }
}
