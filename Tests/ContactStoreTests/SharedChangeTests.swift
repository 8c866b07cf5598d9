import ContactStore
import Contacts
import Testing

/// What contacts share: lists and fields that go or change their names, and what jobs remember.
struct SharedChangeTests {
    private func fixture() throws -> TemporaryStore {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        try fixture.commit { snapshot in
            let old = try snapshot.createList("Old")
            try snapshot.stage(.join(old), on: fixture.key("bob@example.com", in: snapshot))
            try snapshot.stage(.join(old), on: fixture.key("ann@example.com", in: snapshot))
        }
        return fixture
    }

    private func list(_ name: String, _ snapshot: Snapshot) throws -> ContactList { try #require(snapshot.catalog.list(named: name)) }
    private func field(_ tag: String, _ snapshot: Snapshot) throws -> Field { try #require(snapshot.catalog.field(tagged: tag)) }

    @Test func aDeletedListIsGoneAtOnceAndComesBackWhole() throws {
        let fixture = try fixture()
        let run = try fixture.commit { snapshot in
            let old = try list("Old", snapshot)
            #expect(try snapshot.deleteList(old) == 2)
            #expect(snapshot.catalog.list(named: "Old") == nil)
            #expect(throws: StagingError.gone(what: "list", name: "Old")) { try snapshot.deleteList(old) }
            #expect(try snapshot.summary().groups.map(\.title) == ["remove list Old", "remove from list Old"])
        }
        #expect(try fixture.snapshot().catalog.lists.isEmpty)
        _ = try fixture.undo(run.id)
        let snapshot = try fixture.snapshot()
        #expect(try snapshot.memberCount(of: list("Old", snapshot)) == 2)
    }

    @Test func aDeletedFieldTakesItsValuesAlongAndBringsThemBack() throws {
        let fixture = try fixture()
        let run = try fixture.commit { snapshot in
            let field = try field("plan", snapshot)
            #expect(try snapshot.deleteField(field) == 3)
            #expect(try snapshot.summary().groups.map(\.title) == ["remove field plan", "set plan"])
        }
        #expect(try fixture.snapshot().catalog.field(tagged: "plan") == nil)
        _ = try fixture.undo(run.id)
        let snapshot = try fixture.snapshot()
        let plan = try field("plan", snapshot)
        #expect(try snapshot.value(.field(plan), of: fixture.key("bob@example.com", in: snapshot)) == .text("pro"))
    }

    /// What a run makes and takes away again is no change.
    @Test func whatComesAndGoesIsNoChange() throws {
        let fixture = try fixture()
        try fixture.commit { snapshot in
            let fresh = try snapshot.createList("Fresh")
            try snapshot.stage(.join(fresh), on: ContactQuery())
            try snapshot.renameList(fresh, to: "Fresher")
            try snapshot.deleteList(fresh)
            let tier = try snapshot.createField(name: "Tier", tag: "tier", type: .integer)
            try snapshot.stage(.set(tier, .integer(1)), on: ContactQuery())
            try snapshot.deleteField(tier)
            try snapshot.setState(of: "job", key: "a", to: "1")
            try snapshot.setState(of: "job", key: "a", to: nil)
            #expect(try snapshot.summary().groups.isEmpty)
        }
        let snapshot = try fixture.snapshot()
        #expect(snapshot.catalog.lists.map(\.name) == ["Old"] && snapshot.catalog.field(tagged: "tier") == nil)
    }

    @Test func namesMayGoRoundInACircle() throws {
        let fixture = try fixture()
        try fixture.commit { _ = try $0.createList("New") }
        try fixture.commit { snapshot in
            let (old, new) = (try list("Old", snapshot), try list("New", snapshot))
            try snapshot.renameList(old, to: "Between")
            try snapshot.renameList(new, to: "Old")
            try snapshot.renameList(old, to: "New")
        }
        let snapshot = try fixture.snapshot()
        #expect(try snapshot.memberCount(of: list("New", snapshot)) == 2)
        #expect(try snapshot.memberCount(of: list("Old", snapshot)) == 0)
        #expect(throws: StagingError.exists(what: "list", name: "New")) { try snapshot.renameList(list("Old", snapshot), to: "New") }
    }

    /// Commits under a snapshot that has staged something: what the first of the conflicts says.
    private func conflict(
        _ fixture: TemporaryStore, _ stage: (Snapshot) throws -> Void, under other: (Snapshot) throws -> Void
    ) throws -> String? {
        let snapshot = try fixture.snapshot()
        try stage(snapshot)
        try fixture.commit(other)
        do {
            _ = try snapshot.commit(RunDraft(kind: .run, name: "test", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
            return nil
        } catch let error as CommitError {
            return error.words(showingData: true)
        }
    }

    private static let cyd = ContactQuery(.test(.email, .startsWith("cyd")))

    @Test func othersChangesOfWhatIsSharedAreConflicts() throws {
        func old(_ snapshot: Snapshot) throws -> ContactList { try list("Old", snapshot) }
        func score(_ snapshot: Snapshot) throws -> Field { try field("score", snapshot) }
        func join(_ snapshot: Snapshot) throws { try snapshot.stage(.join(old(snapshot)), on: Self.cyd) }
        func set(_ snapshot: Snapshot) throws { try snapshot.stage(.set(score(snapshot), .float(9)), on: Self.cyd) }
        func dropList(_ snapshot: Snapshot) throws { try snapshot.deleteList(old(snapshot)) }
        func dropField(_ snapshot: Snapshot) throws { try snapshot.deleteField(score(snapshot)) }
        func rename(_ name: String) -> (Snapshot) throws -> Void { { try $0.renameList(old($0), to: name) } }
        func remember(_ key: String, _ value: String) -> (Snapshot) throws -> Void { { try $0.setState(of: "job", key: key, to: value) } }
        func create(_ name: String) -> (Snapshot) throws -> Void { { _ = try $0.createList(name) } }

        let cases: [(mine: (Snapshot) throws -> Void, theirs: (Snapshot) throws -> Void, message: String?)] = [
            (dropList, join, "list Old: contacts changed from '0' to '1 since'"),
            (dropField, set, "field score: contacts changed from '0' to '1 since'"),
            (set, dropField, "field score: no longer exists"),
            (join, dropList, "list Old: no longer exists"),
            (rename("Mine"), rename("Theirs"), "list Old: name changed from 'Old' to 'Theirs'"),
            (rename("Mine"), create("Mine"), "Mine: list changed from nothing to 'created since'"),
            (create("Mine"), create("Mine"), "Mine: list changed from nothing to 'created since'"),
            (remember("cursor", "1"), remember("cursor", "2"), "job job: state.cursor changed from nothing to '2'"),
            (remember("cursor", "1"), remember("other", "2"), nil),
        ]
        for (mine, theirs, message) in cases {
            #expect(try conflict(fixture(), mine, under: theirs) == message)
        }
    }

    @Test func anUndoLeavesWhatSomebodyHasTakenOver() throws {
        let fixture = try fixture()
        let run = try fixture.commit { snapshot in
            try snapshot.deleteList(list("Old", snapshot))
            try snapshot.setState(of: "job", key: "cursor", to: "1")
        }
        try fixture.commit { snapshot in
            _ = try snapshot.createList("Old")
            try snapshot.setState(of: "job", key: "cursor", to: "2")
        }
        let (report, _) = try fixture.undo(run.id)
        #expect(
            report.conflicts.map { $0.words(showingData: true) } == [
                "list Old: name changed from 'free' to 'taken since'", "job job: state.cursor changed from '1' to '2'",
            ])
        #expect(try fixture.snapshot().state(of: "job", key: "cursor") == "2")
    }

    @Test func memoriesAreSeenStagedAndStored() throws {
        let fixture = try fixture()
        let run = try fixture.commit { snapshot in
            try snapshot.setState(of: "job", key: "cursor", to: "1")
            #expect(try snapshot.state(of: "job", key: "cursor") == "1")
            #expect(try snapshot.state(of: "other", key: "cursor") == nil)
            #expect(try snapshot.summary().groups.map(\.title) == ["remember cursor"])
        }
        let snapshot = try fixture.snapshot()
        #expect(try snapshot.state(of: "job", key: "cursor") == "1")
        try snapshot.setState(of: "job", key: "b", to: "2")
        try snapshot.setState(of: "job", key: "cursor", to: nil)
        #expect(try snapshot.stateKeys(of: "job") == ["b"])
        _ = try fixture.undo(run.id)
        #expect(try fixture.snapshot().stateKeys(of: "job") == [])
    }

    /// The reason comes and goes with the consent that it is about.
    @Test func reasonsGoWithConsent() throws {
        let fixture = try fixture()
        func reasons() throws -> [String] {
            try fixture.store.runs().map(\.id).max().map { run in
                try fixture.store.journal(of: run, limit: 9).flatMap { diff in
                    diff.changes.filter { $0.kind == .reason }.map { "\($0.before?.description ?? "-") > \($0.after?.description ?? "-")" }
                }
            } ?? []
        }
        try fixture.commit { try $0.stage(.unsubscribe(reason: "bounced"), on: ContactQuery(.test(.email, .startsWith("ann")))) }
        #expect(try reasons() == ["- > bounced"])
        // Who is unsubscribed already keeps the first reason.
        try fixture.commit { snapshot in
            let count = try snapshot.stage(.unsubscribe(reason: "asked"), on: ContactQuery())
            #expect(count == 3)
        }
        #expect(try reasons() == ["- > asked", "- > asked", "- > asked"])
        let run = try fixture.commit { try $0.stage(.resubscribe, on: ContactQuery()) }
        #expect(try reasons().sorted() == ["asked > -", "asked > -", "asked > -", "bounced > -"])
        _ = try fixture.undo(run.id)
        try fixture.commit { snapshot in
            try snapshot.stage(.resubscribe, on: ContactQuery())
            try snapshot.stage(.unsubscribe(reason: "again"), on: ContactQuery())
            #expect(try snapshot.summary().groups.isEmpty)
        }
    }

    /// An undo of an undo fires again what the first had taken back.
    @Test func eventsComeBackWithTheUndoOfTheUndo() throws {
        let fixture = try fixture()
        let event = try EventDraft(name: "Hello", parameters: EventParameters([("n", .integer(1))]), key: "once")
        let run = try fixture.commit { try $0.stage(.fire(event), on: ContactQuery()) }
        let hello = ContactQuery(.events(EventClause(name: "Hello", question: .any)))
        let (_, undo) = try fixture.undo(run.id)
        #expect(try fixture.snapshot().count(hello) == 0)
        let (report, redo) = try fixture.undo(undo.id)
        #expect(report.restoredEvents == 4)
        let snapshot = try fixture.snapshot()
        #expect(try snapshot.count(hello) == 4)
        let restored = try snapshot.events(of: fixture.key("ann@example.com", in: snapshot), named: "Hello")
        #expect(restored.map(\.key) == ["once"] && restored.first?.parameters["n"] == .integer(1))
        #expect(try fixture.undo(redo.id).0.retractable == 4)
        #expect(try fixture.snapshot().count(hello) == 0)
    }
}
