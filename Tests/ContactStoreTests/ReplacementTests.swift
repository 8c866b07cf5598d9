import ContactStore
import Contacts
import Testing

/// Runs that take each other's places: names, addresses, consent.
struct ReplacementTests {
    private func fixture() throws -> TemporaryStore {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        return fixture
    }

    private func events(_ fixture: TemporaryStore, of email: String) throws -> [String] {
        let snapshot = try fixture.snapshot()
        return try snapshot.events(of: fixture.key(email, in: snapshot), named: nil).map(\.name).sorted()
    }

    /// Two snapshots give their new event names the same number; each event keeps its own name all the same.
    @Test func namesOfEventsMadeUpAtOnceStayApart() throws {
        let fixture = try fixture()
        let (first, second) = (try fixture.snapshot(), try fixture.snapshot())
        func draft() -> RunDraft { RunDraft(kind: .run, name: "test", startedAt: fixture.clock.now) }
        try first.stage(.fire(EventDraft(name: "Alpha", key: "k")), on: fixture.key("ann@example.com", in: first))
        try first.stage(.fire(EventDraft(name: "Shared")), on: fixture.key("ann@example.com", in: first))
        try second.stage(.fire(EventDraft(name: "Shared")), on: fixture.key("ann@example.com", in: second))
        try second.stage(.fire(EventDraft(name: "Beta", key: "k")), on: fixture.key("ann@example.com", in: second))
        _ = try first.commit(draft(), finishedAt: fixture.clock.now)
        _ = try second.commit(draft(), finishedAt: fixture.clock.now)
        #expect(try events(fixture, of: "ann@example.com") == ["Alpha", "Beta", "Shared", "Shared"])
    }

    @Test func anUndoNamesTheContactsWhoseAddressIsTakenAgain() throws {
        let fixture = try fixture()
        let run = try fixture.commit { try $0.stage(.delete, on: fixture.key("ann@example.com", in: $0)) }
        try fixture.commit { _ = try $0.createContact(EmailAddress("ann@example.com"), id: Self.id(9)) }
        let (report, _) = try fixture.undo(run.id)
        #expect(
            report.conflicts.map { $0.words(showingData: true) } == [
                "ann@example.com: contact changed from 'deleted' to 'created anew since'"
            ])
    }

    /// Deleting a contact and creating it again does not raise its consent.
    @Test(arguments: [false, true])
    func aContactInThePlaceOfADeletedOneTakesItsConsentOver(_ isWithdrawnBefore: Bool) throws {
        let fixture = try fixture()
        if isWithdrawnBefore { try fixture.commit { try $0.stage(.unsubscribe(), on: fixture.key("ann@example.com", in: $0)) } }
        try fixture.commit { snapshot in
            let ann = try fixture.key("ann@example.com", in: snapshot)
            if !isWithdrawnBefore { try snapshot.stage(.unsubscribe(), on: ann) }
            try snapshot.stage(.delete, on: ann)
            let again = try snapshot.createContact(EmailAddress("ann@example.com"), id: Self.id(9))
            #expect(try snapshot.value(.status, of: again) == .text("unsubscribed"))
            #expect(try snapshot.key(of: EmailAddress("ann@example.com")) == again)
        }
        let snapshot = try fixture.snapshot()
        #expect(try snapshot.value(.status, of: fixture.key("ann@example.com", in: snapshot)) == .text("unsubscribed"))
    }

    @Test func anUndoneDeletionLeavesConsentWithdrawn() throws {
        for resubscribes in [false, true] {
            let fixture = try fixture()
            let run = try fixture.commit { snapshot in
                let ann = try fixture.key("ann@example.com", in: snapshot)
                try snapshot.stage(.unsubscribe(), on: ann)
                try snapshot.stage(.delete, on: ann)
            }
            _ = try fixture.undo(run.id, resubscribes: resubscribes)
            let snapshot = try fixture.snapshot()
            let status = try snapshot.value(.status, of: fixture.key("ann@example.com", in: snapshot))
            #expect(status == .text(resubscribes ? "subscribed" : "unsubscribed"))
        }
    }

    @Test func renamesInACircleAreUndone() throws {
        let fixture = try fixture()
        try fixture.commit { snapshot in
            _ = try snapshot.createList("Current")
            _ = try snapshot.createList("Next")
        }
        let run = try fixture.commit { snapshot in
            try snapshot.renameList(#require(snapshot.catalog.list(named: "Current")), to: "Old")
            try snapshot.renameList(#require(snapshot.catalog.list(named: "Next")), to: "Current")
        }
        let (report, _) = try fixture.undo(run.id)
        #expect(report.conflictCount == 0)
        #expect(try fixture.snapshot().catalog.lists.map(\.name) == ["Current", "Next"])
    }

    @Test func aSegmentAndItsListAreUndoneTogether() throws {
        let fixture = try fixture()
        let run = try fixture.commit { snapshot in
            let list = try snapshot.createList("X")
            try snapshot.defineSegment("S", .list(list.id))
        }
        let (report, undo) = try fixture.undo(run.id)
        #expect(report.conflictCount == 0)
        #expect(try fixture.snapshot().catalog.lists.isEmpty && fixture.snapshot().catalog.segments.isEmpty)
        _ = try fixture.undo(undo.id)
        #expect(try fixture.snapshot().catalog.segments.map(\.name) == ["S"])
    }

    /// Consent that an undo had left withdrawn is given back without touching what was changed since.
    @Test func aLateResubscriptionTouchesConsentAlone() throws {
        let fixture = try fixture()
        func set(_ value: String) -> (Snapshot) throws -> Void {
            { try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text(value)), on: fixture.key("ann@example.com", in: $0)) }
        }
        let run = try fixture.commit { snapshot in
            try set("gold")(snapshot)
            try snapshot.stage(.unsubscribe(), on: fixture.key("ann@example.com", in: snapshot))
        }
        _ = try fixture.undo(run.id)
        try fixture.commit(set("gold"))
        _ = try fixture.undo(run.id, resubscribes: true)
        let snapshot = try fixture.snapshot()
        let ann = try fixture.key("ann@example.com", in: snapshot)
        #expect(try snapshot.value(.status, of: ann) == .text("subscribed"))
        #expect(try snapshot.value(.field(#require(snapshot.catalog.field(tagged: "plan"))), of: ann) == .text("gold"))
    }

    private static func id(_ number: UInt64) -> UUIDv7 {
        var random = SplitMix64(seed: number)
        return UUIDv7(milliseconds: 899_251_200_000, random: &random)
    }
}
