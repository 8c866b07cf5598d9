import ContactStore
import Contacts
import Foundation
import Testing

struct SuppressionTests {
    @Test func `an import blocks addresses, contacts or not`() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let report = try load("email,reason,at,campaign\nANN@example.com,hard bounce,1998-01-01,x\nzoe@example.net,,,\n", fixture)
        #expect((report.rows, report.created, report.rejected) == (2, 2, 0))
        let snapshot = try fixture.snapshot()
        #expect(try snapshot.count(ContactQuery(.suppressed)) == 1)
        #expect(try snapshot.count(ContactQuery(!.suppressed)) == 3)
        #expect(try snapshot.isSuppressed(EmailAddress("Zoe@example.net")))
        #expect(try snapshot.isSuppressed(fixture.key("ann@example.com", in: snapshot)))
        let cursor = try snapshot.suppressions()
        #expect(
            try cursor.next()
                == Suppression(email: EmailAddress("ann@example.com"), reason: "hard bounce", at: #require(Timestamp("1998-01-01"))))
        #expect(try cursor.next() == Suppression(email: EmailAddress("zoe@example.net"), reason: "unknown", at: fixture.clock.now))
        #expect(try cursor.next() == nil)
        #expect(try cursor.next() == nil)
    }

    @Test func `the same again changes nothing, and more is known than less`() throws {
        let fixture = try TemporaryStore()
        try load("email,reason\nann@example.com,complaint\nbob@example.com,\n", fixture)
        let again = try load("email,reason\nann@example.com,\nbob@example.com,bounce\n", fixture)
        #expect((again.created, again.updated, again.unchanged) == (0, 1, 1))
        let reasons = try fixture.snapshot().suppressionReasons()
        #expect(reasons.map(\.reason) == ["bounce", "complaint"])
        #expect(reasons.map(\.count) == [1, 1])
    }

    @Test func `bad rows go to a file`() throws {
        let fixture = try TemporaryStore()
        let report = try load("email,at\nann@example,1998-01-01\nbob@example.com,soon\ncyd@example.com,1998-01-01\nx\n", fixture)
        #expect((report.created, report.rejected) == (1, 3))
        let file = try String(contentsOfFile: #require(report.errorsFile), encoding: .utf8)
        #expect(file.contains("3,\"at is invalid (a date or an ISO 8601 time expected)\",bob@example.com,soon"))
        #expect(file.contains("5,\"row has 1 fields, the header has 2\",x"))
    }

    @Test func `a file without addresses`() throws {
        let fixture = try TemporaryStore()
        #expect {
            try load("mail,reason\n", fixture)
        } throws: {
            "\($0)".hasSuffix("has no column 'email' (it has mail, reason); name the column of the addresses so")
        }
    }

    @Test func `what is blocked stays blocked`() throws {
        let fixture = try TemporaryStore()
        let report = try load("email\nann@example.com\n", fixture)
        #expect(throws: CommitError.notUndoable(run: report.run, reason: "what the sending side blocks stays blocked")) {
            try fixture.undo(report.run)
        }
    }

    @discardableResult
    private func load(_ csv: String, _ fixture: TemporaryStore) throws -> ImportReport {
        let path = fixture.folder + "/\(UUID().uuidString).csv"
        try csv.write(toFile: path, atomically: true, encoding: .utf8)
        return try SuppressionImporter(store: fixture.store, errorsFolder: fixture.folder, clock: fixture.clock)
            .run(path, startedAt: fixture.clock.now)
    }
}
