import ContactStore
import Contacts
import Formats
import Foundation
import Mailtrap
import MailtrapServer
import Testing

/// What an account holds is what the store holds after a pull.
struct PullTests {
    private static func shop() throws -> MirrorFixture {
        let mirror = try MirrorFixture()
        mirror.server.account { account in
            account.addList("News")
            account.addList("Sale; big")
            account.addField("Plan", "text", tag: "plan")
            account.addField("Spent so far", "float", tag: "spent")
            account.addField("Born", "date", tag: "born")
            account.put(
                MirrorFixture.contact(1, "a@example.com", fields: ["plan": "pro", "spent": 1.5, "born": "1990-02-03"], lists: [2, 3]))
            account.put(MirrorFixture.contact(2, "b@example.com", lists: [2], isUnsubscribed: true))
            account.put(MirrorFixture.contact(3, "c@example.com", fields: ["plan": "free"]))
        }
        return mirror
    }

    private static let whole = [
        "a@example.com born=1990-02-03 plan=pro spent=1.5 +News +Sale; big", "b@example.com unsubscribed +News", "c@example.com plan=free",
    ]

    @Test func everythingIsThere() async throws {
        let mirror = try Self.shop()
        let report = try await mirror.pull()
        #expect(try mirror.contacts() == Self.whole)
        #expect(report.mirror.created == 3)
        #expect(report.mirror.lists == ["News", "Sale; big"])
        #expect(report.mirror.fields == ["plan", "spent", "born"])
        // All, and each list: the export has no column of lists.
        #expect(report.exports == 3)
        #expect(mirror.server.log.filter { $0.path.hasPrefix("/files/") }.allSatisfy { $0.token == nil })
        let again = try await mirror.pull()
        #expect(again.mirror.created + again.mirror.changed + again.mirror.deleted == 0)
        #expect(try mirror.store.remote()?.pulledAt == again.startedAt)
        #expect(try mirror.store.runs().map(\.kind) == [.pull, .pull])
        #expect(try FileManager.default.contentsOfDirectory(atPath: mirror.folder + "/.lunation/pull") == ["lock"])
    }

    /// The columns of exports are documented nowhere.
    @Test(arguments: [
        ExportForm([("EMAIL", .email), ("Plan", .field("plan")), ("spent", .field("spent")), ("{{born}}", .field("born"))]),
        ExportForm([
            ("Spent so far", .field("spent")), ("Something new", .constant("x")), ("Subscription Status", .status),
            ("born", .field("born")),
            ("e-mail", .email), ("PLAN", .field("plan")), ("Uuid", .id), ("Lists", .listIDs(separator: ",")),
        ]),
        ExportForm([
            ("Contact's email", .email), ("plan", .field("plan")), ("spent", .field("spent")), ("born", .field("born")),
            ("List names", .listNames(separator: "|")),
        ]),
        // With this between them, one list looks like two.
        ExportForm([
            ("email", .email), ("plan", .field("plan")), ("spent", .field("spent")), ("born", .field("born")),
            ("lists", .listNames(separator: ";")),
        ]),
        ExportForm([
            ("email", .email), ("plan", .field("plan")), ("spent", .field("spent")), ("born", .field("born")),
            ("status", .constant("active")),
            ("lists", .constant("many")),
        ]),
    ])
    func anyColumnsWillDo(form: ExportForm) async throws {
        let mirror = try Self.shop()
        mirror.server.account { $0.form = form }
        _ = try await mirror.pull()
        #expect(try mirror.contacts() == Self.whole)
    }

    @Test func aColumnOfListsSavesExports() async throws {
        let mirror = try Self.shop()
        mirror.server.account {
            $0.form = ExportForm([("email", .email), ("status", .status), ("lists", .listIDs(separator: ";")), ("Mystery", .constant("?"))])
        }
        let report = try await mirror.pull()
        #expect(report.exports == 1)
        #expect(report.unknownColumns == ["Mystery"])
        // Fields whose columns are missing are left alone, here and at the next pull.
        #expect(try mirror.contacts() == ["a@example.com +News +Sale; big", "b@example.com unsubscribed +News", "c@example.com"])
    }

    @Test func plainFilesAreTakenToo() async throws {
        let mirror = try Self.shop()
        mirror.server.account { $0.form.isGzip = false }
        _ = try await mirror.pull()
        #expect(try mirror.contacts() == Self.whole)
    }

    @Test func withoutAddressesNothingIsTaken() async throws {
        let mirror = try Self.shop()
        mirror.server.account { $0.form = ExportForm([("id", .id), ("plan", .field("plan"))]) }
        let error = await #expect(throws: PullError.self) { try await mirror.pull() }
        #expect(error?.description == "an export has no column of addresses among id, plan")
        #expect(try mirror.contacts().isEmpty)
    }

    @Test func changesInTheAccountArrive() async throws {
        let mirror = try Self.shop()
        _ = try await mirror.pull()
        mirror.server.account { account in
            account.put(MirrorFixture.contact(1, "new@example.com", fields: ["plan": "free"], lists: [3]))
            account.remove("b@example.com")
            account.put(MirrorFixture.contact(4, "a@example.com"))
            account.lists[2] = "Letters"
            account.fields[4] = FakeAccount.Field(name: "Tariff", type: "text", tag: "tariff")
            account.contacts3Renamed()
        }
        let report = try await mirror.pull { $0.mostDeletions = .percent(100) }
        #expect(
            try mirror.contacts() == [
                "a@example.com", "c@example.com tariff=free", "new@example.com tariff=free +Sale; big",
            ])
        #expect(report.mirror.renamed == 1)
        #expect(report.mirror.created == 1)
        #expect(report.mirror.deleted == 1)
        // It is a run like any other.
        let snapshot = try mirror.store.snapshot(clock: LogicalClock(now: MirrorFixture.now, zone: .utc))
        _ = try snapshot.stageUndo(of: report.run)
    }

    @Test func consentOnlyGoesDown() async throws {
        let mirror = try Self.shop()
        _ = try await mirror.pull()
        mirror.server.account { account in
            account.put(MirrorFixture.contact(2, "b@example.com", lists: [2]))
            account.put(MirrorFixture.contact(3, "c@example.com", fields: ["plan": "free"], isUnsubscribed: true))
        }
        let report = try await mirror.pull()
        #expect(try mirror.contacts().filter { $0.contains("unsubscribed") }.count == 2)
        #expect(report.mirror.keptUnsubscribed == 1)
        #expect(report.mirror.unsubscribed == 1)
        let raised = try await mirror.pull { $0.resubscribes = true }
        #expect(raised.mirror.resubscribed == 1)
        #expect(try mirror.contacts()[1] == "b@example.com +News")
    }

    @Test func manyThatAreGoneAreDoubted() async throws {
        let mirror = try Self.shop()
        mirror.server.account { account in
            for number in 10..<200 { account.put(MirrorFixture.contact(number, "n\(number)@example.com")) }
        }
        _ = try await mirror.pull()
        mirror.server.account { account in for number in 10..<60 { account.remove("n\(number)@example.com") } }
        let error = await #expect(throws: MirrorError.self) { try await mirror.pull() }
        #expect(
            error?.description == "50 of 193 mirrored contacts are gone from the account, more than 10%; nothing was changed: "
                + "if that is right, pull with --max-deletes 100%")
        #expect(try mirror.contacts().count == 193)
        #expect(try await mirror.pull { $0.mostDeletions = .count(50) }.mirror.deleted == 50)
    }

    @Test func whoIsOnlyHereStays() async throws {
        let mirror = try Self.shop()
        try mirror.store.removeRemote()
        try mirror.commit { snapshot in
            _ = try snapshot.createContact(EmailAddress("here@example.com"), id: UUIDv7("018dd5e3-f6d2-7c00-8f9b-00000000abcd")!)
        }
        try mirror.store.setRemote(
            Remote(
                baseURL: mirror.server.url, account: 1, accountName: "Shop", tokenSource: .environment("X"), limits: "off",
                addedAt: MirrorFixture.now))
        let report = try await mirror.pull()
        #expect(report.mirror.onlyHere == 1)
        #expect(try mirror.contacts().count == 4)
        let again = try await mirror.pull()
        #expect(again.mirror.deleted == 0)
    }

    /// Changes that are queued are not yet in the account: what it says of them is old.
    @Test func whatIsOnItsWayStays() async throws {
        let mirror = try Self.shop()
        _ = try await mirror.pull()
        try mirror.commit { snapshot in
            let plan = snapshot.catalog.field(tagged: "plan")!
            let spent = snapshot.catalog.field(tagged: "spent")!
            try snapshot.stage(.set(plan, .text("trial")), on: mirror.key("a@example.com", snapshot))
            try snapshot.stage(.leave(snapshot.catalog.list(named: "News")!), on: mirror.key("a@example.com", snapshot))
            try snapshot.stage(.delete, on: mirror.key("b@example.com", snapshot))
            try snapshot.changeAddress(of: mirror.key("c@example.com", snapshot), to: EmailAddress("c2@example.com"))
            let fresh = try snapshot.createContact(EmailAddress("d@example.com"), id: UUIDv7("018dd5e3-f6d2-7c00-8f9b-00000000abcd")!)
            try snapshot.stage(.set(spent, .float(2)), on: fresh)
        }
        mirror.server.account { account in
            account.put(
                MirrorFixture.contact(1, "a@example.com", fields: ["plan": "pro", "spent": 9.5, "born": "1990-02-03"], lists: [2]))
        }
        let report = try await mirror.pull()
        #expect(
            try mirror.contacts() == [
                "a@example.com born=1990-02-03 plan=trial spent=9.5", "c2@example.com plan=free", "d@example.com spent=2.0",
            ])
        #expect(report.mirror.waiting == 3)
        #expect(report.mirror.deleted == 0)
        // The same without ids to tell contacts by.
        mirror.server.account { $0.form = ExportForm([("email", .email), ("plan", .field("plan")), ("spent", .field("spent"))]) }
        _ = try await mirror.pull()
        #expect(
            try mirror.contacts() == [
                "a@example.com born=1990-02-03 plan=trial spent=9.5", "c2@example.com plan=free", "d@example.com spent=2.0",
            ])
    }

    /// The account still has whoever was erased here, until it is told.
    @Test func whoIsErasedDoesNotComeBack() async throws {
        let mirror = try Self.shop()
        _ = try await mirror.pull()
        try mirror.commit { snapshot in try snapshot.stage(.erase, on: mirror.key("a@example.com", snapshot)) }
        for isBare in [false, true] {
            if isBare { mirror.server.account { $0.form = ExportForm([("email", .email), ("plan", .field("plan"))]) } }
            let report = try await mirror.pull()
            #expect(report.mirror.created == 0)
            #expect(try mirror.contacts() == ["b@example.com unsubscribed +News", "c@example.com plan=free"])
        }
    }

    @Test func oddValuesAndRowsAreLeftOut() async throws {
        let mirror = try Self.shop()
        _ = try await mirror.pull()
        let rows = "email,spent,plan\na@example.com,lots,basic\nnobody,1,\nc@example.com,3,\n"
        mirror.server.account { $0.form.file = Array(rows.utf8) }
        let report = try await mirror.pull { $0.mostDeletions = .percent(100) }
        #expect(report.mirror.oddValues == 1)
        #expect(report.mirror.rejected == 1)
        #expect(try mirror.contacts().contains { $0.hasPrefix("a@example.com unsubscribed born=1990-02-03 plan=basic spent=1.5") })
        #expect(try mirror.contacts().contains { $0.hasPrefix("c@example.com unsubscribed spent=3.0") })
    }

    @Test func fieldsOfAnotherTypeAreTold() async throws {
        let mirror = try Self.shop()
        try mirror.commit { _ = try $0.createField(name: "Plan", tag: "plan", type: .integer) }
        mirror.server.account { $0.addField("Odd", "rating", tag: "odd") }
        let report = try await mirror.pull()
        #expect(
            report.mirror.problems == [
                "field plan: it is text in the account and integer here", "field odd: its type 'rating' is not known here",
            ])
        #expect(try mirror.contacts()[2] == "c@example.com")
    }

    @Test func suppressionsFollowTheAccount() async throws {
        let mirror = try Self.shop()
        mirror.server.account { account in
            for number in 0..<2_500 {
                let digits = String(1_000_000 + number)
                account.suppressions.append(
                    FakeAccount.Suppression(id: "64d71bf3-1276-417b-86e1-00000\(digits)", email: "s\(number)@example.com"))
            }
        }
        #expect(try await mirror.pull().mirror.suppressions == 2_500)
        #expect(mirror.server.titles.filter { $0 == "GET /suppressions" }.count == 3)
        func isBlocked(_ email: String) throws -> Bool {
            let snapshot = try mirror.store.snapshot(clock: LogicalClock(now: MirrorFixture.now, zone: .utc))
            return try snapshot.isSuppressed(EmailAddress(email))
        }
        #expect(try isBlocked("s7@example.com"))
        mirror.server.account { $0.suppressions.removeAll { $0.email == "s7@example.com" } }
        #expect(try await mirror.pull().mirror.suppressions == 2_499)
        #expect(try !isBlocked("s7@example.com"))
        mirror.server.fail { $0.path == "/suppressions" ? .refuse(403, body: #"{"errors":"Access forbidden"}"#) : nil }
        let report = try await mirror.pull()
        #expect(report.suppressionProblem == "403: Access forbidden")
        #expect(try isBlocked("s8@example.com"))
    }
}

extension FakeAccount {
    /// The third contact's values under the field's new tag.
    fileprivate mutating func contacts3Renamed() {
        for email in ["new@example.com", "c@example.com"] {
            guard var contact = contact(email) else { continue }
            contact.fields["tariff"] = contact.fields.removeValue(forKey: "plan")
            put(contact)
        }
    }
}
