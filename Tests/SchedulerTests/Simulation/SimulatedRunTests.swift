import Automation
import ContactStore
import Contacts
import Scheduler
import Testing

/// What runs do, and what is counted of it.
@Suite struct SimulatedRunTests {
    @Test func aGuardRefusesDayByDay() throws {
        let shop = try PlayedShop([
            "all": #"""
            job { name = "all", schedule = "0 9 * * *", guard = { changes = 3 } }
            contact.all():update { score = 1 }
            """#
        ])
        let job = try shop.play("2026-06-01", days: 5).job("all")
        #expect((job.runs, job.refused, job.succeeded, job.contactsChanged) == (5, 5, 0, 0))
        #expect(job.refusals.count == 1)
        #expect(job.refusals.first?.hasPrefix("refused by the guard: ") == true)
        #expect(job.outcomes == Array(repeating: .refused, count: 5))
    }

    @Test func aFailureIsTriedAgain() throws {
        let shop = try PlayedShop([
            "fails": #"""
            job { name = "fails", schedule = "0 9 * * *", retries = 2 }
            error "nothing works"
            """#
        ])
        let job = try shop.play("2026-06-01", days: 3).job("fails")
        #expect((job.runs, job.failed, job.retries) == (3, 3, 6))
        #expect(job.errors.count == 1)
        #expect(job.errors.first?.contains("nothing works") == true)
    }

    @Test func aDayWithManyEventsIsAStorm() throws {
        let shop = try PlayedShop([
            "mail": #"""
            job { name = "mail", schedule = "0 9 * * *", guard = { changes = 0 } }
            local all = time.today() == "2026-06-10"
            for c in contact.all():each() do
              if all or c.email == "c1@example.com" then c:fire "Mail" end
            end
            """#
        ])
        let report = try shop.play("2026-06-01", days: 20)
        let job = try report.job("mail")
        #expect((job.events, job.mostEvents, job.worstDay?.description) == (39, 20, "2026-06-10"))
        #expect(report.events.reduce(0, +) == 39)
        #expect(report.storms.map(\.day.description) == ["2026-06-10"])
        #expect(report.storms.map(\.events) == [20])
        #expect(report.storms.allSatisfy { $0.isUnusual && $0.isLarge && $0.job == "mail" })
    }

    @Test func branchesThatAreNeverTakenAreTold() throws {
        let shop = try PlayedShop([
            "rare": #"""
            job { name = "rare", schedule = "0 9 * * *" }
            if time.today() == "2026-06-02" then
              log.info "seen"
            end
            if time.today() == "2036-02-30" then
              log.info "not seen"
            end
            """#
        ])
        #expect(try shop.play("2026-06-01", days: 1).job("rare").untakenBranches?.map(\.line) == [2, 5])
        let branches = try shop.play("2026-06-01", days: 2).job("rare").untakenBranches
        #expect(branches?.map(\.line) == [5])
        #expect(branches?.map(\.text) == [#"if time.today() == "2036-02-30" then"#])
    }

    @Test func jobsStartEachOther() throws {
        let shop = try PlayedShop([
            "first": #"""
            job { name = "first", schedule = "0 9 * * *", guard = { changes = 0 } }
            contact.get("c1@example.com"):fire "Ping"
            """#,
            "answer": #"""
            job { name = "answer", on = "event:Ping" }
            for c in run.trigger.contacts():each() do c.fields.score = (c.fields.score or 0) + 1 end
            """#,
            "last": #"job { name = "last", after = "answer" }"#,
            "start": #"job { name = "start", on = "startup" }"#,
        ])
        let report = try shop.play("2026-06-01", days: 7)
        #expect(try report.job("first").events == 7)
        #expect(try (report.job("answer").runs, report.job("answer").contactsChanged) == (7, 7))
        #expect(try (report.job("last").runs, report.job("last").succeeded) == (7, 7))
        #expect(try report.job("start").runs == 1)
        #expect(report.waitingRuns == 0)
    }

    @Test func jobsThatWatchASegmentStartWhenSomebodyComes() throws {
        let shop = try PlayedShop([
            "rise": #"""
            job { name = "rise", schedule = "0 9 * * *", guard = { changes = 5 } }
            segment.define("High", contact.fields.score:ge(1))
            contact.get("c" .. time.today():sub(9) + 0 .. "@example.com").fields.score = 1
            """#,
            "greet": #"""
            job { name = "greet", on = "enter:High", guard = { changes = 0 } }
            for c in run.trigger.contacts():each() do c:fire "Welcome" end
            """#,
        ])
        let report = try shop.play("2026-06-01", days: 5)
        // Who is there when a segment is first looked at has not come.
        #expect(try report.job("greet").events == 4)
    }

    @Test func whatTwoJobsChangeOnOneDayCollides() throws {
        func job(_ name: String, _ schedule: String) -> String {
            """
            job { name = "\(name)", schedule = "\(schedule)", guard = { changes = 5 } }
            local c = contact.get "c1@example.com"
            c.fields.score = (c.fields.score or 0) + 1
            """
        }
        let shop = try PlayedShop(["a": job("a", "0 9 * * *"), "b": job("b", "0 21 * * *"), "c": job("c", "0 21 1 * *")])
        let report = try shop.play("2026-06-01", days: 3)
        #expect(report.collisions.map { [$0.first, $0.second] } == [["a", "b"], ["a", "c"], ["b", "c"]])
        #expect(report.collisions.map(\.contacts) == [3, 1, 1])
        #expect(report.collisions.map(\.days) == [3, 1, 1])
        #expect(try (report.job("a").collisions, report.job("b").collisions, report.job("c").collisions) == (3, 3, 1))
    }

    @Test func whatGoesOnAtOnceIsLostToNobody() throws {
        func job(_ name: String) -> String {
            """
            job { name = "\(name)", schedule = "0 9 * * *", guard = { changes = 5 } }
            local c = contact.get "c1@example.com"
            c.fields.score = (c.fields.score or 0) + 1
            """
        }
        let shop = try PlayedShop(["a": job("a"), "b": job("b")])
        let simulation = try Simulation(of: shop.workspace, options: shop.options("2026-06-01", days: 10))
        let report = try simulation.run()
        #expect(try (report.job("a").overlaps, report.job("a").succeeded, report.job("b").succeeded) == (10, 10, 10))
        // Both have read the same number; the one that commits later has seen that, and counted again.
        let copy = try ContactStore.open(at: simulation.folder.path + "/contacts.db", isDurable: false)
        let snapshot = try copy.snapshot(clock: LogicalClock(now: PlayedShop.instant("2026-06-11")))
        let key = try #require(try snapshot.key(of: EmailAddress("c1@example.com")))
        #expect(try snapshot.contact(key)?.fields["score"] == .integer(20))
    }

    @Test func nothingIsSent() throws {
        let shop = try PlayedShop(
            [
                "asks": #"""
                job { name = "asks", schedule = "0 9 * * *", ping = "http://127.0.0.1:9/ping" }
                local isAnswered = pcall(http.get, "http://127.0.0.1:9/")
                if isAnswered then error "answered" end
                http.post("http://127.0.0.1:9/", { json = { day = time.today() } })
                """#
            ], settings: "http:\n  hosts: [\"127.0.0.1:9\"]\n")
        let simulation = try Simulation(of: shop.workspace, options: shop.options("2026-06-01", days: 4))
        let job = try simulation.run().job("asks")
        #expect((job.succeeded, job.failed) == (4, 0), "\(job.errors)")
        let copy = try ContactStore.open(at: simulation.folder.path + "/contacts.db", isDurable: false)
        #expect(try copy.outbox().map(\.attempts) == [0, 0, 0, 0])
        #expect(try shop.workspace.store.outbox().isEmpty)
    }
}
