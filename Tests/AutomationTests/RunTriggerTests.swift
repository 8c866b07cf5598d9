import Automation
import Contacts
import Scheduling
import Testing

@testable import ContactStore

/// `run.trigger`: what started a run, and the events and contacts that it is to handle.
struct RunTriggerTests {
    private let fixture: TemporaryWorkspace

    init() throws {
        fixture = try TemporaryWorkspace()
    }

    private func output(_ trigger: RunTrigger?, attempt: Int? = nil, _ source: String) throws -> [String] {
        let runner = fixture.runner {
            $0.trigger = trigger
            $0.attempt = attempt
        }
        _ = try runner.plan(fixture.script(source))
        return fixture.printed
    }

    private func batch(_ trigger: JobTrigger, _ from: Int64, _ through: Int64) -> TriggerBatch {
        TriggerBatch(trigger: trigger, from: from, through: through, generation: 1)
    }

    @Test func aRunByHandHasNothingToHandle() throws {
        let source = """
            print(run.trigger.kind, run.trigger.name, run.attempt)
            print(run.trigger.events():count(), run.trigger.events():first(), run.trigger.contacts():count())
            print(run.trigger.events():where(event.name:eq "Purchase"):count(), run.trigger.events():contacts():count())
            print(run.trigger.contacts():union(contact.all()):count(), run.trigger.contacts():add_to "News")
            for c in run.trigger.contacts():each() do error "a contact" end
            """
        #expect(try output(nil, source) == ["manual\tnil\t1", "0\tnil\t0", "0\t0", "5\t0"])
    }

    @Test func aBatchOfEventsIsReadInTheirOrder() throws {
        let trigger = RunTrigger(cause: .event, batch: batch(.event("Purchase"), 1, 4))
        let source = """
            print(run.trigger.kind, run.trigger.name, run.attempt)
            for e in run.trigger.events():each() do print(e.contact.email, e.at, e.params.amount) end
            print(run.trigger.events():count(), run.trigger.events():sum "params.amount")
            print(run.trigger.events():where(event.params.item:eq "cd"):count(), run.trigger.events():limit(2):count())
            """
        #expect(
            try output(trigger, attempt: 3, source) == [
                "event\tPurchase\t3", "ann@example.com\t1998-01-01T00:00:00.000Z\t25.5", "ann@example.com\t1997-01-01T00:00:00.000Z\t1",
                "bob@example.com\t1997-07-01T00:00:00.000Z\t100", "3\t126.5", "2\t2",
            ])
    }

    @Test func aBatchsContactsAreAQuery() throws {
        let trigger = RunTrigger(cause: .event, batch: batch(.event("Purchase"), 2, 5))
        let source = """
            for c in run.trigger.contacts():each() do print(c.email) end
            print(run.trigger.contacts():where(contact.lists:has "VIP"):count(), run.trigger.contacts():limit(1):count())
            print(run.trigger.events():where(event.params.item:eq "cd"):contacts():count())
            print(contact.all():except(run.trigger.contacts()):count(), contact.all():intersect(run.trigger.contacts()):count())
            list.create "Buyers"
            print(run.trigger.contacts():add_to "Buyers", run.trigger.contacts():order_by("email", "desc"):first().email)
            """
        #expect(
            try output(trigger, source) == [
                "ann@example.com", "bob@example.com", "eve@example.com", "2\t1", "2", "2\t3", "3\teve@example.com",
            ])
    }

    /// What a run fires, and events of other names, are in no batch of its own.
    @Test func stagedAndOtherEventsAreInNoBatch() throws {
        let source = """
            contact.all():fire("Purchase", { amount = 1 })
            print(run.trigger.events():count(), run.trigger.contacts():count())
            """
        #expect(try output(RunTrigger(cause: .event, batch: batch(.event("Purchase"), 0, 1)), source) == ["1\t1"])
        #expect(try output(RunTrigger(cause: .event, batch: batch(.event("Signup"), 0, 100)), source) == ["1\t1", "0\t0"])
    }

    @Test func whoCameAndWhoLeftAreContacts() throws {
        let connection = try SQLiteDriver(path: fixture.workspace.path + "/contacts.db").open(.run)
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS crossing
                (id INTEGER PRIMARY KEY AUTOINCREMENT, segment TEXT, contact INTEGER, enters INTEGER, at INTEGER);
            INSERT INTO crossing (id, segment, contact, enters, at) VALUES
                (1, 'VIP', 1, 1, 0), (2, 'VIP', 2, 1, 0), (3, 'VIP', 2, 0, 0), (4, 'Gold', 3, 1, 0), (5, 'VIP', 4, 1, 0);
            """)
        let source = """
            print(run.trigger.kind, run.trigger.name, run.trigger.events():count())
            for c in run.trigger.contacts():each() do print(c.email) end
            """
        #expect(
            try output(RunTrigger(cause: .enter, batch: batch(.enter("VIP"), 1, 5)), source) == [
                "enter\tVIP\t0", "bob@example.com", "dee@mail.example.com",
            ])
        #expect(
            try output(RunTrigger(cause: .leave, batch: batch(.leave("VIP"), 0, 5)), source).suffix(2) == [
                "leave\tVIP\t0", "bob@example.com",
            ])
    }

    @Test func whatComesAfterAJobKnowsItsName() throws {
        let source = "print(run.trigger.kind, run.trigger.name, run.trigger.contacts():exists())"
        #expect(try output(RunTrigger(cause: .after, name: "import-job"), source) == ["after\timport-job\tfalse"])
        #expect(try output(RunTrigger(cause: .schedule), source).last == "schedule\tnil\tfalse")
        #expect(try output(RunTrigger(cause: .importFinished, batch: batch(.importFinished, 0, 3)), source).last == "import\tnil\tfalse")
    }

    /// A row is found by its number, not among all events of its name.
    @Test func explainSaysWhatTheRunIsToHandle() throws {
        let trigger = RunTrigger(cause: .event, batch: batch(.event("Purchase"), 1, 4))
        let lines = try output(
            trigger, "print(run.trigger.events():where(event.params.amount:gt(2)):explain()) print(run.trigger.contacts():explain())"
        ).joined(separator: "\n").split(separator: "\n").map(String.init)
        #expect(lines.first == "every event 'Purchase' that the run is to handle, where event.params.amount is greater than 2")
        #expect(lines.contains("(has one of: every event 'Purchase' that the run is to handle)"))
        #expect(lines.contains { $0.hasPrefix("SEARCH e USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)") })
        #expect(!lines.contains { $0.contains("event_by_name") })
    }

    @Test func itComesAfterTheDeclaration() throws {
        #expect(
            try fixture.message("run.trigger.contacts() job { name = 'x' }")
                == "test.lua:1: job { … } must come before anything else that the script does")
    }
}
