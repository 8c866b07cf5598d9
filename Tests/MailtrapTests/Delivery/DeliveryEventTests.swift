import ContactStore
import Contacts
import Formats
import Mailtrap
import Scheduling
import Testing

/// Events of unknown outcome, and what an undo or an erasure takes back of what was queued.
struct DeliveryEventTests {
    @Test(arguments: [AccountModel.Fault.closedAfter, .serverErrorAfter, .closedBefore])
    func anEventOfUnknownOutcomeFollowsItsJob(_ fault: AccountModel.Fault) throws {
        let fixture = try DeliveryFixture()
        try fixture.load(DeliveryTests.people)
        try fixture.push()
        try fixture.commit(.atMostOnce) { try $0.stage(.fire(EventDraft(name: "Once")), on: fixture.key("ann@example.com", in: $0)) }
        try fixture.commit(.atLeastOnce) { try $0.stage(.fire(EventDraft(name: "Often")), on: fixture.key("bob@example.com", in: $0)) }
        let faults = OneFault(fault, of: "event", count: 2)
        fixture.account.change { $0.fault = { faults.next($0) } }
        let report = try fixture.push()
        #expect(report.unknown == 1)
        let isActed = fault != .closedBefore
        #expect(fixture.account.read { $0.events.map(\.name).sorted() } == (isActed ? ["Often", "Often", "Once"] : ["Often"]))
        #expect(try fixture.store.deliveries().map(\.title) == ["event Once"])
        // Whoever knows better may have it sent again.
        #expect(try fixture.store.retryDeliveries() == 1)
        try fixture.push()
        #expect(fixture.account.read { $0.events.count { $0.name == "Once" } } == (isActed ? 2 : 1))
    }

    @Test(arguments: [AccountModel.Fault.refusedConnection, .putOff])
    func anEventThatWasNotTakenIsSentAgain(_ fault: AccountModel.Fault) throws {
        let fixture = try DeliveryFixture()
        try fixture.load("email\nann@example.com")
        try fixture.commit(.atMostOnce) { try $0.stage(.fire(EventDraft(name: "Once")), on: fixture.key("ann@example.com", in: $0)) }
        let faults = OneFault(fault, of: "event", count: 1)
        fixture.account.change { $0.fault = { faults.next($0) } }
        #expect(try fixture.push().unknown == 0)
        #expect(fixture.account.read { $0.events.count } == 1)
    }

    @Test func anUndoTakesBackWhatHasNotLeft() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(DeliveryTests.people)
        try fixture.push()
        let run = try fixture.commit {
            try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text("gold")), on: ContactQuery())
            try $0.stage(.fire(EventDraft(name: "Hello")), on: ContactQuery())
        }
        let report = try fixture.undo(run.id)
        #expect(report.retractable == 4)
        try fixture.push()
        #expect(fixture.account.read { $0.events.isEmpty })
        try fixture.expectSame()
    }

    @Test func anUndoOfWhatWasDeliveredQueuesTheInverse() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(DeliveryTests.people)
        try fixture.push()
        let run = try fixture.commit {
            try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text("gold")), on: ContactQuery())
            try $0.stage(.fire(EventDraft(name: "Hello")), on: ContactQuery())
            try $0.stage(.delete, on: fixture.key("dee@example.com", in: $0))
        }
        try fixture.push()
        #expect(fixture.account.read { $0.contacts.count } == 3)
        let report = try fixture.undo(run.id)
        #expect(report.sent == 3)
        #expect(report.retractable == 0)
        try fixture.push()
        try fixture.expectSame()
        #expect(fixture.account.read { $0.contacts["dee@example.com"]?.fields["plan"] } == "pro")
    }

    @Test func anErasedContactLeavesItsDeletionAlone() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(DeliveryTests.people)
        try fixture.push()
        try fixture.commit {
            let ann = try fixture.key("ann@example.com", in: $0)
            try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text("gold")), on: ann)
            try $0.stage(.fire(EventDraft(name: "Hello")), on: ann)
        }
        try fixture.commit { try $0.stage(.erase, on: fixture.key("ann@example.com", in: $0)) }
        let report = try fixture.push()
        #expect(report.deletions == 1)
        #expect(report.updates + report.events == 0)
        try fixture.expectSame()
        let bytes = try #require(FileBytes.read(fixture.store.path))
        #expect(!FileBytes.contains(bytes, "ann@example.com"))
    }
}
