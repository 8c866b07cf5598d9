import ContactStore
import Contacts
import Testing

/// What contacts and fields are called by: addresses, names and merge tags that change.
struct NameChangeTests {
    private func fixture() throws -> TemporaryStore {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        return fixture
    }

    private func address(_ text: String) -> EmailAddress { EmailAddress(normalised: text) }

    @Test func anAddressIsChangedAndChangedBack() throws {
        let fixture = try fixture()
        let before = try fixture.store.digest()
        let run = try fixture.commit { snapshot in
            let ann = try fixture.key("ann@example.com", in: snapshot)
            #expect(try snapshot.changeAddress(of: ann, to: address("anna@example.com")))
            #expect(try snapshot.key(of: address("anna@example.com")) == ann)
            #expect(try snapshot.key(of: address("ann@example.com")) == nil)
            #expect(try snapshot.value(.email, of: ann) == .text("anna@example.com"))
            #expect(try snapshot.count(ContactQuery(.test(.email, .equal(.text("anna@example.com"))))) == 1)
            #expect(try snapshot.summary().groups.map(\.title) == ["change address"])
        }
        let diffs = try fixture.store.journal(of: run.id, limit: 9)
        #expect(diffs.map(\.email) == ["anna@example.com"])
        #expect(diffs[0].changes.map(\.property) == ["email"])
        #expect(diffs[0].changes[0].before == .text("ann@example.com") && diffs[0].changes[0].after == .text("anna@example.com"))
        let after = try fixture.store.digest()
        let (report, undo) = try fixture.undo(run.id)
        #expect(report.conflictCount == 0)
        #expect(try fixture.store.digest() == before)
        _ = try fixture.undo(undo.id)
        #expect(try fixture.store.digest() == after)
    }

    @Test func addressesMayGoRoundInACircle() throws {
        let fixture = try fixture()
        let before = try fixture.store.digest()
        let run = try fixture.commit { snapshot in
            let (ann, bob) = (try fixture.key("ann@example.com", in: snapshot), try fixture.key("bob@example.com", in: snapshot))
            try snapshot.changeAddress(of: ann, to: address("between@example.com"))
            try snapshot.changeAddress(of: bob, to: address("ann@example.com"))
            try snapshot.changeAddress(of: ann, to: address("bob@example.com"))
        }
        let snapshot = try fixture.snapshot()
        let plan = try #require(snapshot.catalog.field(tagged: "plan"))
        #expect(try snapshot.value(.field(plan), of: fixture.key("ann@example.com", in: snapshot)) == .text("pro"))
        let (report, _) = try fixture.undo(run.id)
        #expect(report.conflictCount == 0)
        #expect(try fixture.store.digest() == before)
    }

    @Test func anAddressThatIsTakenIsRefused() throws {
        let fixture = try fixture()
        let snapshot = try fixture.snapshot()
        let ann = try fixture.key("ann@example.com", in: snapshot)
        #expect(throws: StagingError.exists(what: "contact", name: "bob@example.com")) {
            try snapshot.changeAddress(of: ann, to: address("bob@example.com"))
        }
    }

    @Test func anAddressTakenMeanwhileIsAConflict() throws {
        let fixture = try fixture()
        let snapshot = try fixture.snapshot()
        try snapshot.changeAddress(of: fixture.key("ann@example.com", in: snapshot), to: address("new@example.com"))
        try fixture.load("email\nnew@example.com\n")
        #expect {
            try snapshot.commit(RunDraft(kind: .run, name: "test", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
        } throws: {
            ($0 as? CommitError)?.words(showingData: true) == "new@example.com: contact changed from nothing to 'created since'"
        }
    }

    /// Who has the old address by now keeps it, and so does whoever stands in the way of that.
    @Test func anOldAddressThatIsTakenStaysWithItsNewOwner() throws {
        let fixture = try fixture()
        let run = try fixture.commit { snapshot in
            try snapshot.changeAddress(of: fixture.key("ann@example.com", in: snapshot), to: address("anna@example.com"))
            try snapshot.changeAddress(of: fixture.key("bob@example.com", in: snapshot), to: address("ann@example.com"))
        }
        try fixture.load("email\nbob@example.com\n")
        let (report, _) = try fixture.undo(run.id)
        #expect(report.conflictCount == 2)
        #expect(
            Set(report.conflicts.map { $0.words(showingData: true) }) == [
                "ann@example.com: email changed from 'bob@example.com' to 'that of another contact'",
                "anna@example.com: email changed from 'ann@example.com' to 'that of another contact'",
            ])
        #expect(report.conflicts.allSatisfy { !$0.description.contains("@") })
        #expect(try fixture.snapshot().key(of: address("anna@example.com")) != nil)
    }

    /// A contact may come back under an address that another has had since, and gives up with the same undo.
    @Test func aDeletedContactComesBackBesideARenamedOne() throws {
        let fixture = try fixture()
        let before = try fixture.store.digest()
        let run = try fixture.commit { snapshot in
            try snapshot.stage(.delete, on: fixture.key("bob@example.com", in: snapshot))
            try snapshot.changeAddress(of: fixture.key("ann@example.com", in: snapshot), to: address("bob@example.com"))
        }
        let after = try fixture.store.digest()
        let (report, undo) = try fixture.undo(run.id)
        #expect(report.conflictCount == 0)
        #expect(try fixture.store.digest() == before)
        _ = try fixture.undo(undo.id)
        #expect(try fixture.store.digest() == after)
    }

    @Test func anErasedContactLeavesNoFormerAddress() throws {
        let fixture = try fixture()
        let run = try fixture.commit { snapshot in
            try snapshot.changeAddress(of: fixture.key("ann@example.com", in: snapshot), to: address("anna@example.com"))
        }
        try fixture.commit { snapshot in
            let erased = try snapshot.stageErasure(of: address("anna@example.com"))
            #expect(erased == 1)
        }
        #expect(try fixture.store.journal(of: run.id, limit: 9).isEmpty)
    }

    @Test func aFieldIsRenamedAndRenamedBack() throws {
        let fixture = try fixture()
        let before = try fixture.store.digest()
        let run = try fixture.commit { snapshot in
            let (plan, score) = (try field("plan", snapshot), try field("score", snapshot))
            try snapshot.renameField(plan, name: "Between", tag: "between")
            try snapshot.renameField(score, name: "plan", tag: "plan")
            try snapshot.renameField(plan, name: "score", tag: "score")
            #expect(try snapshot.summary().groups.map(\.title) == ["rename field score", "rename field plan"])
        }
        let snapshot = try fixture.snapshot()
        #expect(try field("score", snapshot).type == .text)
        let bob = try fixture.key("bob@example.com", in: snapshot)
        #expect(try snapshot.value(.field(field("score", snapshot)), of: bob) == .text("pro"))
        let (report, undo) = try fixture.undo(run.id)
        #expect(report.conflictCount == 0)
        #expect(try fixture.store.digest() == before)
        _ = try fixture.undo(undo.id)
        #expect(try field("score", fixture.snapshot()).type == .text)
    }

    @Test func aRenamedFieldGoesAndComesBackUnderItsStoredName() throws {
        let fixture = try fixture()
        let before = try fixture.store.digest()
        let run = try fixture.commit { snapshot in
            let renamed = try snapshot.renameField(field("plan", snapshot), name: "Tier", tag: "tier")
            #expect(throws: StagingError.exists(what: "field", name: "score")) {
                try snapshot.renameField(renamed, name: "x", tag: "score")
            }
            try snapshot.deleteField(renamed)
        }
        _ = try fixture.undo(run.id)
        #expect(try fixture.store.digest() == before)
    }

    @Test func fieldNamesTakenMeanwhileAreConflicts() throws {
        let fixture = try fixture()
        let snapshot = try fixture.snapshot()
        try snapshot.renameField(field("plan", snapshot), name: "Tier", tag: "tier")
        try fixture.commit { _ = try $0.createField(name: "Tier", tag: "tier", type: .text) }
        #expect(throws: CommitError.self) {
            try snapshot.commit(RunDraft(kind: .run, name: "test", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
        }
        let second = try fixture.snapshot()
        try second.renameField(field("score", second), name: "Points", tag: "points")
        let run = try fixture.commit { try $0.renameField(field("score", $0), name: "Sum", tag: "sum") }
        #expect(throws: CommitError.self) {
            try second.commit(RunDraft(kind: .run, name: "test", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
        }
        try fixture.commit { _ = try $0.createField(name: "score", tag: "other", type: .text) }
        #expect(try fixture.undo(run.id).0.conflicts.map(\.description) == ["field score: name changed from 'free' to 'taken since'"])
    }

    private func field(_ tag: String, _ snapshot: Snapshot) throws -> Field { try #require(snapshot.catalog.field(tagged: tag)) }
}
