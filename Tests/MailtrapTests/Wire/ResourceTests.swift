import Contacts
import Formats
import Mailtrap
import Testing

/// What is written is read back, and what differs a little from the specification is read too.
struct ResourceTests {
    @Test func aContactComesBack() throws {
        let contact = ContactResource(
            id: "018dd5e3-f6d2-7c00-8f9b-e5c3f2d8a132", email: "jane+x@example.com", fields: ["plan": "pro", "spent": 1.5, "age": 7],
            listIDs: [1, 2], status: .unsubscribed, createdAt: Timestamp(milliseconds: 1_742_820_600_230),
            updatedAt: Timestamp(milliseconds: 1_742_820_600_231))
        #expect(try ContactResource(json: contact.json) == contact)
        #expect(try ContactResource(json: ["data": contact.json]) == contact)
    }

    @Test func nullsAreNoFieldsInWhatIsServed() throws {
        let contact = ContactResource(id: "1", email: "a@example.com", fields: ["plan": nil, "age": 7])
        let fields: JSONObject = ["age": 7]
        #expect(contact.json["fields"] == .object(fields))
    }

    @Test func readingIsLiberal() throws {
        let text = #"{"id":7,"email":"a@example.com","status":"pending","list_ids":["3",4.0],"created_at":"2026-01-02T03:04:05Z"}"#
        let contact = try ContactResource(json: JSONValue(parsing: text))
        #expect(contact.id == "7")
        #expect(contact.status == .unsubscribed)
        #expect(contact.listIDs == [3, 4])
        #expect(contact.createdAt == Timestamp("2026-01-02T03:04:05Z"))
    }

    @Test func whatIsMissingIsNamed() throws {
        #expect(throws: WireError("contact", "has no email")) { try ContactResource(json: ["id": "1"]) }
        #expect(throws: WireError("list", "has a name of another kind")) { try ListResource(json: ["id": 1, "name": 2]) }
        #expect(throws: WireError("export", "is not an object")) { try ExportResource(json: []) }
    }

    @Test func jobsThatAreNotKnownArePending() throws {
        let export = try ExportResource(json: ["id": 1, "status": "queued", "url": nil])
        #expect(export.status.isPending)
        #expect(export.url == nil)
        let finished = ImportResource(id: 3, status: .finished, createdCount: 1, updatedCount: 2, overLimitCount: 0)
        #expect(try ImportResource(json: finished.json) == finished)
    }

    @Test func anUpdateSaysOnlyWhatItMeans() throws {
        #expect(try ContactUpdate(email: "a@example.com").json.compact() == #"{"contact":{"email":"a@example.com"}}"#)
        let update = ContactUpdate(email: "b@example.com", fields: ["plan": nil], listIDsExcluded: [4], unsubscribed: true)
        #expect(
            try update.json.compact()
                == #"{"contact":{"email":"b@example.com","fields":{"plan":null},"list_ids_excluded":[4],"unsubscribed":true}}"#)
    }

    @Test func anEventWithoutParametersIsRead() throws {
        let event = try EventResource(json: JSONValue(parsing: #"{"contact_id":"x","name":"e","params":[]}"#))
        #expect(event.params.isEmpty)
    }
}
