import ContactStore
import Contacts
import Formats
import Foundation
import Testing

/// Exports by the API.
struct ServedExportTests {
    private func finished(_ id: Int64, _ exports: ServedExports) async throws -> ServedExport {
        while true {
            let found = try #require(try exports.find(id))
            if found.status == .finished || found.status == .failed { return found }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func emails(_ filter: ServedExportFilter, _ exports: ServedExports) async throws -> [String] {
        let done = try await finished(exports.begin(filter).id, exports)
        let secret = try #require(done.secret)
        let reader = CSVReader(try ByteReader(path: #require(try exports.file(done.id, secret: secret))))
        var emails: [String] = []
        while try reader.next() { emails.append(reader.strings[1]) }
        return Array(emails.dropFirst())
    }

    @Test func aFileLivesForADay() async throws {
        let fixture = try DirectFixture()
        let folder = fixture.fixture.folder + "/exports"
        let exports = ServedExports(writer: fixture.writer, folder: folder)
        let news = try await fixture.list("News")
        _ = try await fixture.writer.update(.named("bob@example.com"), ContactUpdate(listsIncluded: [news]))
        let begun = try await exports.begin(ServedExportFilter())
        #expect(begun.status == .created && begun.secret == nil)
        let done = try await finished(begun.id, exports)
        let secret = try #require(done.secret)
        #expect(secret.utf8.count == 43)
        #expect(try exports.file(done.id, secret: "x") == nil && exports.file(done.id + 1, secret: secret) == nil)
        let reader = CSVReader(try ByteReader(path: #require(try exports.file(done.id, secret: secret))))
        _ = try reader.next()
        #expect(reader.strings == ["id", "email", "status", "plan", "score", "joined", "vip", "lists", "created_at", "updated_at"])
        _ = try reader.next()
        _ = try reader.next()
        #expect(Array(reader.strings[1...7]) == ["bob@example.com", "subscribed", "pro", "2.0", "1997-06-01", "false", "News"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["export-1.csv.gz"])
        fixture.clock.advance(ServedExports.lifetime)
        #expect(try exports.find(done.id)?.secret == nil)
        #expect(try exports.file(done.id, secret: secret) == nil)
        _ = try await finished(exports.begin(ServedExportFilter()).id, exports)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["export-2.csv.gz"])
    }

    @Test func filtersMustAllHold() async throws {
        let fixture = try DirectFixture()
        let exports = ServedExports(writer: fixture.writer, folder: fixture.fixture.folder + "/exports")
        let (news, old) = (try await fixture.list("News"), try await fixture.list("Old"))
        _ = try await fixture.writer.update(.named("ann@example.com"), ContactUpdate(listsIncluded: [news]))
        _ = try await fixture.writer.update(.named("bob@example.com"), ContactUpdate(listsIncluded: [old], isUnsubscribed: true))
        #expect(try await emails(ServedExportFilter(lists: [news, old, 99]), exports) == ["ann@example.com", "bob@example.com"])
        #expect(try await emails(ServedExportFilter(lists: [news, old], status: .unsubscribed), exports) == ["bob@example.com"])
        #expect(try await emails(ServedExportFilter(status: .unsubscribed), exports) == ["bob@example.com"])
        #expect(try await emails(ServedExportFilter(lists: []), exports).isEmpty)
        #expect(try await emails(ServedExportFilter(), exports).count == 4)
    }

    @Test func oneGoesOnAtATimeAndIsDoneAtTheNextStart() async throws {
        let fixture = try DirectFixture()
        let folder = fixture.fixture.folder + "/exports"
        let closed = ServedExports(writer: fixture.writer, folder: folder)
        await closed.close()
        let begun = try await closed.begin(ServedExportFilter())
        let reason = "There is a previous export initiated. You will be notified by email once it is completed."
        await #expect(throws: ServedError.invalid([Invalid("base", reason)])) { try await closed.begin(ServedExportFilter()) }
        let next = ServedExports(writer: fixture.writer, folder: folder)
        #expect(try await finished(begun.id, next).status == .finished)
        _ = try await finished(next.begin(ServedExportFilter()).id, next)
    }

    @Test func anErasureEndsTheLinks() async throws {
        let fixture = try DirectFixture()
        let exports = ServedExports(writer: fixture.writer, folder: fixture.fixture.folder + "/exports")
        let done = try await finished(exports.begin(ServedExportFilter()).id, exports)
        let secret = try #require(done.secret)
        try fixture.fixture.commit { _ = try $0.stageErasure(of: EmailAddress(normalised: "ann@example.com")) }
        #expect(try exports.file(done.id, secret: secret) == nil)
    }
}
