import ContactStore
import Contacts
import Formats
import Testing

/// Lists and fields by requests.
struct DirectCatalogTests {
    @Test func listsComeAreRenamedAndGo() async throws {
        let fixture = try DirectFixture()
        let news = try await fixture.writer.createList(" News ")
        #expect(news.name == "News")
        await #expect(throws: ServedError.invalid([Invalid("name", "has already been taken")])) {
            try await fixture.writer.createList("News")
        }
        await #expect(throws: ServedError.invalid([Invalid("name", "can't be blank")])) { try await fixture.writer.createList(" ") }
        await #expect(throws: ServedError.invalid([Invalid("name", "is too long (maximum is 255 characters)")])) {
            try await fixture.writer.createList(String(repeating: "n", count: 256))
        }
        let other = try await fixture.writer.createList("Other")
        #expect(try await fixture.writer.renameList(news.id, to: "Newsletter").name == "Newsletter")
        #expect(try await fixture.writer.renameList(news.id, to: "Newsletter").name == "Newsletter")
        await #expect(throws: ServedError.invalid([Invalid("name", "has already been taken")])) {
            try await fixture.writer.renameList(news.id, to: "Other")
        }
        await #expect(throws: ServedError.notFound) { try await fixture.writer.renameList(99, to: "X") }
        #expect(try fixture.reader.lists().map(\.name) == ["Newsletter", "Other"])
        #expect(try fixture.reader.lists(startingWith: "nEWS").map(\.id) == [news.id])
        #expect(try fixture.reader.lists(startingWith: "letter").isEmpty)
        _ = try await fixture.writer.update(.named("ann@example.com"), ContactUpdate(listsIncluded: [other.id]))
        try await fixture.writer.deleteList(other.id)
        #expect(try fixture.reader.list(other.id) == nil)
        #expect(try fixture.contact("ann@example.com")?.lists == [])
        await #expect(throws: ServedError.notFound) { try await fixture.writer.deleteList(other.id) }
        await #expect(throws: ServedError.invalid([Invalid("list_ids", "contains invalid data")])) {
            try await fixture.writer.create(ContactCreation(email: "eve@example.com", lists: [other.id]))
        }
    }

    @Test func fieldsComeAreRenamedAndGo() async throws {
        let fixture = try DirectFixture()
        let city = try await fixture.writer.createField(name: "City", tag: "city", type: .text)
        await #expect(
            throws: ServedError.invalid([Invalid("name", "has already been taken"), Invalid("merge_tag", "has already been taken")])
        ) { try await fixture.writer.createField(name: "City", tag: "city", type: .integer) }
        await #expect(
            throws: ServedError.invalid([
                Invalid("name", "can't be blank"), Invalid("merge_tag", "is too long (maximum is 80 characters)"),
            ])
        ) { try await fixture.writer.createField(name: "", tag: String(repeating: "t", count: 81), type: .text) }
        await #expect(throws: ServedError.invalid([Invalid("merge_tag", "is reserved")])) {
            try await fixture.writer.createField(name: "Mail", tag: "email", type: .text)
        }
        let made = try await fixture.writer.create(ContactCreation(email: "eve@example.com", values: [("city", "Bonn")]))
        #expect(made.values.first?.value == .text("Bonn"))
        let town = try await fixture.writer.updateField(city.id, name: nil, tag: "town")
        #expect(town == Field(id: city.id, name: "City", tag: "town", type: .text))
        #expect(try fixture.contact("eve@example.com")?.values.first?.tag == "town")
        await #expect(throws: ServedError.invalid([Invalid("fields", "contains invalid values: city")])) {
            try await fixture.writer.update(.named("eve@example.com"), ContactUpdate(values: [("city", "Ulm")]))
        }
        await #expect(throws: ServedError.invalid([Invalid("merge_tag", "has already been taken")])) {
            try await fixture.writer.updateField(city.id, name: "Town", tag: "plan")
        }
        try await fixture.writer.deleteField(city.id)
        #expect(try fixture.contact("eve@example.com")?.values.isEmpty == true)
        #expect(try fixture.reader.field(city.id) == nil)
        await #expect(throws: ServedError.notFound) { try await fixture.writer.deleteField(city.id) }
        await #expect(throws: ServedError.notFound) { try await fixture.writer.updateField(city.id, name: "x", tag: nil) }
    }

    @Test func thereAreFortyFields() async throws {
        let fixture = try DirectFixture()
        for number in 5...40 { _ = try await fixture.writer.createField(name: "f\(number)", tag: "f\(number)", type: .integer) }
        await #expect(throws: ServedError.invalid([Invalid("base", "fields limit reached (maximum is 40)")])) {
            try await fixture.writer.createField(name: "f41", tag: "f41", type: .integer)
        }
        let made = try await fixture.writer.create(
            ContactCreation(email: "eve@example.com", values: (5...40).map { ("f\($0)", .integer(Int64($0))) }))
        #expect(made.values.count == 36)
        let (_, updated) = try await fixture.writer.update(
            .named("eve@example.com"), ContactUpdate(values: (5...40).map { ("f\($0)", .integer(Int64($0 + 1))) }))
        #expect(updated.values.last?.value == .integer(41))
    }

    @Test func whatASegmentAsksForStays() async throws {
        let fixture = try DirectFixture()
        let list = try await fixture.writer.createList("News")
        try fixture.fixture.commit { snapshot in
            let plan = try #require(snapshot.catalog.field(tagged: "plan"))
            try snapshot.defineSegment("Pros", .test(.field(plan), .equal(.text("pro"))))
            try snapshot.defineSegment("Readers", .list(list.id))
        }
        let plan = try #require(try fixture.reader.fields().first)
        await #expect(throws: ServedError.invalid([Invalid("usage", "This field is used in the conditions of segment(s): Pros")])) {
            try await fixture.writer.deleteField(plan.id)
        }
        await #expect(throws: ServedError.invalid([Invalid("usage", "This list is used in the conditions of segment(s): Readers")])) {
            try await fixture.writer.deleteList(list.id)
        }
    }

    /// What somebody else makes is known at once, whether to readers or to the writer.
    @Test func whatOthersMakeIsKnown() async throws {
        let fixture = try DirectFixture()
        _ = try await fixture.writer.create(ContactCreation(email: "eve@example.com"))
        try fixture.fixture.load("email,city\nann@example.com,Bonn\n")
        #expect(try fixture.contact("ann@example.com")?.values.last?.tag == "city")
        let (_, eve) = try await fixture.writer.update(.named("eve@example.com"), ContactUpdate(values: [("city", "Ulm")]))
        #expect(eve.values.last?.value == .text("Ulm"))
    }
}
