import ContactStore
import Contacts
import Testing

struct UndoTests {
    /// Whatever a run does, its undo gives the digest that was there before, and an undo of the undo the one after.
    @Test(arguments: [
        "set", "clear", "join", "leave", "unsubscribe", "delete", "create", "field", "rename", "dropList", "dropField", "reason", "state",
        "replace", "everything",
    ])
    func undoIsTheInverse(_ kind: String) throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        try fixture.commit { snapshot in
            try snapshot.stage(.join(snapshot.createList("Old")), on: fixture.key("bob@example.com", in: snapshot))
        }
        let before = try fixture.store.digest()
        let run = try fixture.commit { snapshot in
            let bob = try fixture.key("bob@example.com", in: snapshot)
            let plan = try #require(snapshot.catalog.field(tagged: "plan"))
            let old = try #require(snapshot.catalog.list(named: "Old"))
            let all = kind == "everything"
            if all || kind == "set" { try snapshot.stage(.set(plan, .text("gold")), on: ContactQuery()) }
            if all || kind == "clear" { try snapshot.stage(.set(plan, nil), on: bob) }
            if all || kind == "join" { try snapshot.stage(.join(snapshot.ensureList("New")), on: ContactQuery()) }
            if all || kind == "leave" { try snapshot.stage(.leave(old), on: bob) }
            if kind == "unsubscribe" { try snapshot.stage(.unsubscribe(), on: bob) }
            if all || kind == "create" {
                let key = try snapshot.createContact(EmailAddress("eve@example.com"), id: Self.id(7))
                try snapshot.stage(.set(plan, .text("free")), on: key)
                try snapshot.stage(.join(old), on: key)
            }
            if all || kind == "field" {
                let field = try snapshot.createField(name: "Tier", tag: "tier", type: .integer)
                try snapshot.stage(.set(field, .integer(3)), on: ContactQuery())
            }
            if all || kind == "rename" { try snapshot.renameList(old, to: "Older") }
            if all || kind == "reason" { try snapshot.stage(.unsubscribe(reason: "bounced"), on: bob) }
            if all || kind == "state" { try snapshot.setState(of: "job", key: "cursor", to: "3") }
            if all || kind == "dropField" {
                try snapshot.deleteField(#require(snapshot.catalog.field(tagged: "score")))
            }
            if kind == "dropList" { try snapshot.deleteList(old) }
            if kind == "replace" {
                try snapshot.deleteList(old)
                try snapshot.stage(.join(snapshot.createList("Old")), on: ContactQuery())
                try snapshot.deleteField(plan)
                let field = try snapshot.createField(name: "Plan", tag: "plan", type: .integer)
                try snapshot.stage(.set(field, .integer(3)), on: ContactQuery())
            }
            if kind == "replace" {
                let ann = try fixture.key("ann@example.com", in: snapshot)
                try snapshot.stage(.delete, on: ann)
                let again = try snapshot.createContact(EmailAddress("ann@example.com"), id: Self.id(8))
                try snapshot.stage(.join(#require(snapshot.catalog.list(named: "Old"))), on: again)
            }
            if all || kind == "delete" { try snapshot.stage(.delete, on: bob) }
        }
        let after = try fixture.store.digest()
        #expect(after != before || kind == "state" || kind == "rename")
        let (report, undo) = try fixture.undo(run.id, resubscribes: true)
        #expect(report.conflictCount == 0)
        #expect(try fixture.store.digest() == before)
        _ = try fixture.undo(undo.id, resubscribes: true)
        #expect(try fixture.store.digest() == after)
    }

    /// A contact that was deleted comes back as itself: same id, same key, same lists.
    @Test func aDeletedContactComesBackAsItself() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let first = try fixture.snapshot()
        let key = try fixture.key("ann@example.com", in: first)
        let ann = try #require(try first.contact(key))
        let run = try fixture.commit { try $0.stage(.delete, on: key) }
        #expect(try fixture.snapshot().contact(key) == nil)
        _ = try fixture.undo(run.id)
        let back = try #require(try fixture.snapshot().contact(key))
        #expect(back.id == ann.id && back.fields == ann.fields && back.createdAt == ann.createdAt)
    }

    @Test func changesSinceAreConflictsFieldByField() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let run = try fixture.commit { snapshot in
            try snapshot.stage(.set(#require(snapshot.catalog.field(tagged: "plan")), .text("gold")), on: ContactQuery())
        }
        try fixture.commit { snapshot in
            let ann = try fixture.key("ann@example.com", in: snapshot)
            try snapshot.stage(.set(#require(snapshot.catalog.field(tagged: "plan")), .text("silver")), on: ann)
        }
        let (report, _) = try fixture.undo(run.id)
        #expect(report.conflictCount == 1)
        #expect(report.conflicts.map { $0.words(showingData: true) } == ["ann@example.com: fields.plan changed from 'gold' to 'silver'"])
        let snapshot = try fixture.snapshot()
        func plan(_ email: String) throws -> Value? {
            try snapshot.value(.field(#require(snapshot.catalog.field(tagged: "plan"))), of: fixture.key(email, in: snapshot))
        }
        #expect(try plan("ann@example.com") == .text("silver"))
        #expect(try plan("bob@example.com") == .text("pro"))
        #expect(try plan("cyd@example.com") == nil)
    }

    @Test func consentDoesNotComeBackUnasked() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let run = try fixture.commit { try $0.stage(.unsubscribe(), on: ContactQuery()) }
        let (report, _) = try fixture.undo(run.id)
        #expect(report.keptUnsubscribed == 4)
        #expect(try fixture.snapshot().count(ContactQuery(.test(.status, .equal(.text("subscribed"))))) == 0)
    }

    @Test func unsentEventsAreRetractedAndCanFireAgain() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let event = try EventDraft(name: "Hello", key: "once")
        let run = try fixture.commit { try $0.stage(.fire(event), on: ContactQuery()) }
        let hello = ContactQuery(.events(EventClause(name: "Hello", question: .any)))
        #expect(try fixture.snapshot().count(hello) == 4)
        #expect(try fixture.undo(run.id).0.retractable == 4)
        #expect(try fixture.snapshot().count(hello) == 0)
        try fixture.commit { snapshot in
            let fired = try snapshot.stage(.fire(event), on: ContactQuery())
            #expect(fired == 4)
        }
    }

    @Test func anImportIsTakenBack() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let before = try fixture.store.digest()
        let report = try fixture.load("email,plan,tier\nann@example.com,gold,1\nnew@example.com,free,2\n")
        #expect(report.created == 1 && report.updated == 1)
        #expect(try fixture.store.digest() != before)
        _ = try fixture.undo(report.run)
        #expect(try fixture.store.digest() == before)
    }

    @Test func aRunIsUndoneOnce() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let run = try fixture.commit { try $0.stage(.unsubscribe(), on: ContactQuery()) }
        let (_, undo) = try fixture.undo(run.id, resubscribes: true)
        #expect(throws: CommitError.notUndoable(run: run.id, reason: "run \(undo.id) has undone it already")) { try fixture.undo(run.id) }
        #expect(throws: CommitError.noSuchRun(99)) { try fixture.undo(99) }
    }

    private static func id(_ number: UInt64) -> UUIDv7 {
        var random = SplitMix64(seed: number)
        return UUIDv7(milliseconds: 899_251_200_000, random: &random)
    }
}
