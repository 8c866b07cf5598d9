import Automation
import ContactStore
import Contacts
import Formats
import Foundation
import Scheduler
import Testing

/// The store's history, played again.
@Suite struct ReplayTests {
    /// Somebody who came in September, and two purchases, one of them of that customer.
    ///
    /// - Parameter older: when something happened long ago.
    private func shop(older: String? = nil) throws -> PlayedShop {
        let shop = try PlayedShop(
            [
                "thanks": #"""
                job { name = "thanks", on = "event:Purchase", guard = { changes = 0 } }
                for c in run.trigger.contacts():each() do c:fire("Thanks", { to = c.email }) end
                """#
            ])
        let snapshot = try shop.workspace.store.snapshot(clock: LogicalClock(now: PlayedShop.instant("2026-03-10T08:15:00Z")))
        var ids = UUIDv7Generator()
        var random = SplitMix64(seed: 1)
        let late = try snapshot.createContact(
            EmailAddress("late@example.com"), id: ids.next(milliseconds: 0, random: &random))
        let early = try #require(try snapshot.key(of: EmailAddress("c1@example.com")))
        for (key, day) in [(early, "2026-02-01T10:00:00Z"), (late, "2026-03-20T10:00:00Z")] {
            _ = try snapshot.stage(.fire(EventDraft(name: "Purchase", key: "p", at: PlayedShop.instant(day))), on: key)
        }
        if let older { _ = try snapshot.stage(.fire(EventDraft(name: "Visit", at: PlayedShop.instant(older))), on: early) }
        _ = try snapshot.commit(
            RunDraft(kind: .importEvents, name: "purchases.csv", startedAt: PlayedShop.instant("2026-03-10")),
            finishedAt: PlayedShop.instant("2026-03-10"))
        return shop
    }

    @Test func theBaseStandsStillUnlessAsked() throws {
        let report = try shop().play("2026-06-01", days: 365)
        #expect(report.replay == nil)
        #expect(try report.job("thanks").runs == 0)
        #expect((report.contacts, report.contactsAtEnd) == (21, 21))
    }

    @Test func whatWasComesAgain() throws {
        // From 1 January on there are 151 days, which is 21 weeks.
        let report = try shop().play("2026-06-01", days: 147) { $0.stepsContacts = true }
        let replay = try #require(report.replay)
        #expect(report.replayPeriod?.length == 21)
        #expect(report.replayPeriod?.unit == .weeks)
        #expect((replay.contacts, replay.events) == (1, 2))
        // The twenty that came on the first day were before the 21 weeks, and those are whole.
        #expect((report.contacts, report.contactsAtEnd) == (21, 22))
        let job = try report.job("thanks")
        #expect((job.runs, job.events) == (2, 2))
        // 1 February and 147 days; 20 March and 147 days.
        let days = job.outcomes.indices.filter { job.outcomes[$0] == .done }.map { report.date($0).description }
        #expect(days == ["2026-06-28", "2026-08-14"])
    }

    @Test func aNewcomerHasTheEventsOfWhomItIsLike() throws {
        let shop = try shop()
        var options = shop.options("2026-06-01", days: 147)
        options.stepsContacts = true
        let simulation = try Simulation(of: shop.workspace, options: options)
        _ = try simulation.run()
        let copy = try ContactStore.open(at: simulation.folder.path + "/contacts.db", isDurable: false)
        let snapshot = try copy.snapshot(clock: LogicalClock(now: PlayedShop.instant("2026-12-01")))
        let newcomer = try #require(try snapshot.key(of: EmailAddress("sim-1@example.com")))
        #expect(try snapshot.events(of: newcomer, named: nil).map(\.name).sorted() == ["Purchase", "Thanks"])
        let model = try #require(try snapshot.key(of: EmailAddress("late@example.com")))
        #expect(try snapshot.events(of: model, named: "Thanks").isEmpty)
    }

    @Test func aDayThatBroughtTheBaseIsLeftOut() throws {
        let report = try shop(older: "2025-05-01").play("2026-06-01", days: 365) { $0.stepsContacts = true }
        #expect(report.replayPeriod?.unit == .years)
        #expect(report.replay?.leftOut == [CalendarDate(days: 20_454): 20])
        // Whoever came later comes again, a year later.
        #expect((report.replay?.contacts, report.replay?.events) == (1, 2))
        let job = try report.job("thanks")
        let days = job.outcomes.indices.filter { job.outcomes[$0] == .done }.map { report.date($0).description }
        #expect(days == ["2027-02-01", "2027-03-20"])
    }

    @Test func theLogOfTheCopyIsEmptied() throws {
        let shop = try shop()
        try """
        job { name = "daily", schedule = "0 9 * * *", guard = { changes = 1 } }
        local c = contact.get "c1@example.com"
        c.fields.score = (c.fields.score or 0) + 1
        """.write(toFile: shop.workspace.scriptsPath + "/daily.lua", atomically: true, encoding: .utf8)
        var options = shop.options("2026-06-01", days: 365)
        options.stepsContacts = true
        let simulation = try Simulation(of: shop.workspace, options: options)
        var longest = 0
        let report = try simulation.run { _ in
            let log = try? FileManager.default.attributesOfItem(atPath: simulation.folder.path + "/contacts.db-wal")
            longest = max(longest, log?[.size] as? Int ?? 0)
        }
        #expect(try report.job("daily").contactsChanged == 365)
        // A commit writes some pages of 8 KiB; a log that holds a year of them makes each page that is read dearer.
        #expect((1..<2_000_000).contains(longest))
    }
}
