import ContactStore
import Contacts
import Formats
import Testing

/// Imports by the API.
struct ServedImportTests {
    private func finished(_ id: Int64, _ imports: ServedImports) async throws -> ServedImport {
        while true {
            let found = try #require(try imports.find(id))
            if found.status == .finished || found.status == .failed { return found }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test func contactsComeAndChange() async throws {
        let fixture = try DirectFixture()
        let (news, old) = (try await fixture.list("News"), try await fixture.list("Old"))
        _ = try await fixture.writer.update(.named("ann@example.com"), ContactUpdate(listsIncluded: [old], isUnsubscribed: true))
        let imports = ServedImports(writer: fixture.writer)
        let before = try fixture.store.digest()
        let begun = try await imports.begin([
            ServedImportRow(
                email: "ANN@example.com", values: [("plan", "gold"), ("score", .null)], listsIncluded: [news], listsExcluded: [old]),
            ServedImportRow(email: "bob@example.com", values: [("plan", "pro")]),
            ServedImportRow(email: "eve@example.com", values: [("plan", "free"), ("score", 1)], listsIncluded: [news]),
            ServedImportRow(email: "Eve@example.com", values: [("plan", "pro")], listsIncluded: [old], listsExcluded: [news]),
        ])
        #expect(begun.status == .created)
        let done = try await finished(begun.id, imports)
        #expect(done.status == .finished && done.createdContacts == 1 && done.updatedContacts == 2 && done.contactsOverLimit == 0)
        let ann = try #require(try fixture.contact("ann@example.com"))
        #expect(!ann.isSubscribed && ann.lists == [news] && ann.values.map(\.tag) == ["plan", "joined", "vip"])
        let eve = try #require(try fixture.contact("eve@example.com"))
        #expect(eve.lists == [old] && eve.values.map(\.value) == [.text("pro"), .float(1)])
        let run = try #require(done.run)
        #expect(try fixture.store.run(run)?.kind == .importContacts)
        #expect(try fixture.fixture.undo(run).0.conflictCount == 0)
        #expect(try fixture.store.digest() == before)
    }

    @Test func badRowsAreToldByAddressAndNothingIsImported() async throws {
        let fixture = try DirectFixture()
        let imports = ServedImports(writer: fixture.writer)
        do {
            _ = try await imports.begin([
                ServedImportRow(email: "good@example.com"), ServedImportRow(email: "bad", values: [("joined", "soon"), ("nope", 1)]),
                ServedImportRow(email: "eve@example.com", listsIncluded: [7]),
            ])
            Issue.record("it was begun")
        } catch {
            guard case .rows(let rows) = error else { throw error }
            #expect(rows.map(\.email) == ["bad", "eve@example.com"])
            #expect(
                rows[0].problems.map(\.description) == [
                    "email is invalid", "email top level domain is too short", "joined is invalid",
                    "fields contains invalid values: nope",
                ])
            #expect(rows[1].problems.map(\.description) == ["list_ids_included contains invalid data"])
            #expect(!error.description.contains("bad:"))
        }
        do {
            _ = try await imports.begin([ServedImportRow](repeating: ServedImportRow(email: "a@example.com"), count: 50_001))
            Issue.record("it was begun")
        } catch {
            #expect(error.description == "base cannot import more than 50000 contacts at once")
        }
        #expect(try imports.find(1) == nil)
        #expect(try fixture.contact("good@example.com") == nil)
    }

    /// What waits when the process ends is done by the next one, from what the store has kept.
    @Test func whatWasLeftIsDoneAtTheNextStart() async throws {
        let fixture = try DirectFixture()
        let news = try await fixture.list("News")
        let closed = ServedImports(writer: fixture.writer)
        await closed.close()
        let begun = try await closed.begin([
            ServedImportRow(
                email: "eve@example.com",
                values: [("plan", "é"), ("score", -2.5), ("joined", "1998-02-03"), ("vip", .bool(true))], listsIncluded: [news]),
            ServedImportRow(email: "ann@example.com", values: [("plan", .null)], listsExcluded: [news]),
        ])
        #expect(try closed.find(begun.id)?.status == .created)
        let next = ServedImports(writer: fixture.writer)
        let done = try await finished(begun.id, next)
        #expect(done.createdContacts == 1 && done.updatedContacts == 1)
        let eve = try #require(try fixture.contact("eve@example.com"))
        #expect(eve.lists == [news] && eve.values.map(\.value.description) == ["é", "-2.5", "1998-02-03", "true"])
        let blocker = try Blocker(path: fixture.store.path)
        #expect(try blocker.count("SELECT count(*) FROM api_import WHERE rows IS NOT NULL") == 0)
    }

    /// An import that waits would bring somebody back who was erased since.
    @Test func anErasureReachesWhatWaits() async throws {
        let fixture = try DirectFixture()
        let closed = ServedImports(writer: fixture.writer)
        await closed.close()
        let begun = try await closed.begin([ServedImportRow(email: "ann@example.com"), ServedImportRow(email: "eve@example.com")])
        let snapshot = try fixture.fixture.snapshot()
        #expect(try snapshot.stageErasure(of: EmailAddress("ann@example.com")) == 1)
        _ = try snapshot.commit(
            RunDraft(kind: .run, name: "erase.lua", startedAt: fixture.fixture.clock.now), finishedAt: fixture.fixture.clock.now)
        let done = try await finished(begun.id, ServedImports(writer: fixture.writer))
        #expect(done.status == .finished && done.createdContacts == 1)
        #expect(try fixture.contact("ann@example.com") == nil)
        #expect(try fixture.contact("eve@example.com") != nil)
    }

    @Test func rowsThatCannotBeReadFailTheImport() async throws {
        let fixture = try DirectFixture()
        let closed = ServedImports(writer: fixture.writer)
        await closed.close()
        let begun = try await closed.begin([ServedImportRow(email: "eve@example.com")])
        try Blocker(path: fixture.store.path).execute("UPDATE api_import SET rows = x'0102030405060708090a'")
        let next = ServedImports(writer: fixture.writer)
        #expect(try await finished(begun.id, next).status == .failed)
        #expect(try fixture.contact("eve@example.com") == nil)
    }

    @Test func manyRowsAreFewStepsAway() async throws {
        let fixture = try DirectFixture()
        let imports = ServedImports(writer: fixture.writer)
        let rows = (0..<20_000).map {
            ServedImportRow(email: "p\($0)@example.com", values: [("plan", "pro"), ("score", .integer(Int64($0)))])
        }
        let done = try await finished(imports.begin(rows).id, imports)
        #expect(done.createdContacts == 20_000)
        #expect(try fixture.reader.contactCount() == 20_004)
    }
}
