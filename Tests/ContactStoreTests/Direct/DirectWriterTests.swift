import ContactStore
import Contacts
import Formats
import Testing

/// Single requests: what they are answered, what the store holds then, and what is recorded of it.
struct DirectWriterTests {
    @Test func aContactIsCreatedAndAnswered() async throws {
        let fixture = try DirectFixture()
        let list = try await fixture.list("News")
        let made = try await fixture.writer.create(
            ContactCreation(
                email: " Eve@Example.com ", values: [("plan", "pro"), ("score", "2.5"), ("vip", .bool(true)), ("joined", "1998-05-01")],
                lists: [list, list]))
        #expect(made.email == "eve@example.com" && made.isSubscribed && made.lists == [list])
        #expect(made.values.map(\.tag) == ["plan", "score", "joined", "vip"])
        let may = try #require(CalendarDate("1998-05-01"))
        #expect(made.values[1].value == .float(2.5) && made.values[2].value == .date(may))
        #expect(made.createdAt == fixture.clock.now && made.updatedAt == fixture.clock.now)
        #expect(try fixture.contact("eve@example.com") == made)
        #expect(try fixture.reader.contact(.id(made.id)) == made)
        let run = try #require(try fixture.runs().last)
        #expect(run.name == "Contacts API" && run.status == .committed && run.summary == #"{"contacts":0,"create contact":1}"#)
        #expect(try fixture.store.journal(of: run.id, limit: 9).map(\.email) == ["eve@example.com"])
    }

    @Test func whatIsWrongIsToldAllAtOnce() async throws {
        let fixture = try DirectFixture()
        var creation = ContactCreation(email: "eve", values: [("joined", "soon"), ("nope", 1), ("no", 2)], lists: [99])
        creation.problems = [Invalid("base", "is odd")]
        await #expect(
            throws: ServedError.invalid([
                Invalid("base", "is odd"), Invalid("email", "is invalid"), Invalid("email", "top level domain is too short"),
                Invalid("joined", "is invalid"), Invalid("fields", "contains invalid values: nope, no"),
                Invalid("list_ids", "contains invalid data"),
            ])
        ) { try await fixture.writer.create(creation) }
        await #expect(throws: ServedError.invalid([Invalid("email", "can't be blank")])) {
            try await fixture.writer.create(ContactCreation(email: ""))
        }
        await #expect(throws: ServedError.invalid([Invalid("email", "has already been taken")])) {
            try await fixture.writer.create(ContactCreation(email: "ANN@example.com"))
        }
        let (first, second) = (try await fixture.list("A"), try await fixture.list("B"))
        await #expect(
            throws: ServedError.invalid([Invalid("base", "same list_ids 1 and 2 are specified both as included and excluded")])
        ) {
            try await fixture.writer.update(
                .named("ann@example.com"), ContactUpdate(listsIncluded: [second, first], listsExcluded: [first, second]))
        }
        await #expect(
            throws: ServedError.invalid([
                Invalid("plan", "is too long (maximum is 255 characters)"), Invalid("list_id_included", "contains invalid data"),
                Invalid("list_id_excluded", "contains invalid data"),
            ])
        ) {
            try await fixture.writer.update(
                .named("ann@example.com"),
                ContactUpdate(values: [("plan", .string(String(repeating: "x", count: 256)))], listsIncluded: [9], listsExcluded: [8]))
        }
        #expect(try fixture.runs().count == 2)
    }

    /// JSON's types are taken where they fit, and texts that say the same.
    @Test(arguments: [
        ("plan", JSONValue.integer(42), Value.text("42")), ("plan", .bool(false), .text("false")), ("plan", "", .text("")),
        ("score", 3, .float(3)), ("score", "1e2", .float(100)), ("vip", "yes", .boolean(true)), ("vip", 0, .boolean(false)),
        ("score", .null, nil), ("score", "", nil), ("joined", "1998-05-01T10:00:00Z", .date(CalendarDate(days: 10_347))),
    ])
    func valuesAreTaken(_ tag: String, _ json: JSONValue, _ value: Value?) async throws {
        let fixture = try DirectFixture()
        let (isCreated, contact) = try await fixture.writer.update(.named("dee@example.com"), ContactUpdate(values: [(tag, json)]))
        #expect(!isCreated)
        #expect(contact.values.first { $0.tag == tag }?.value == value)
    }

    @Test func anUpdateChangesWhatItNames() async throws {
        let fixture = try DirectFixture()
        let (news, old) = (try await fixture.list("News"), try await fixture.list("Old"))
        _ = try await fixture.writer.update(.named("ann@example.com"), ContactUpdate(listsIncluded: [old]))
        fixture.clock.advance(1_000)
        let (isCreated, ann) = try await fixture.writer.update(
            .named("ann@example.com"),
            ContactUpdate(
                email: "Anna@example.com", values: [("plan", .null), ("score", 9)], listsIncluded: [news], listsExcluded: [old],
                isUnsubscribed: true))
        #expect(!isCreated && ann.email == "anna@example.com" && !ann.isSubscribed && ann.lists == [news])
        #expect(ann.values.map(\.tag) == ["score", "joined", "vip"])
        #expect(ann.updatedAt == fixture.clock.now && ann.createdAt < ann.updatedAt)
        #expect(try fixture.contact("anna@example.com") == ann)
        #expect(try fixture.contact("ann@example.com") == nil)
        let run = try #require(try fixture.runs().last)
        let diff = try #require(try fixture.store.journal(of: run.id, limit: 9).first)
        #expect(diff.changes.map(\.property) == ["email", "status", "fields.plan", "fields.score", "list News", "list Old"])
        #expect(try fixture.fixture.undo(run.id, resubscribes: true).0.conflictCount == 0)
        let back = try #require(try fixture.contact("ann@example.com"))
        #expect(back.isSubscribed && back.lists == [old] && back.values.map(\.tag) == ["plan", "score", "joined", "vip"])
    }

    @Test func anUpdateOfNobodyCreates() async throws {
        let fixture = try DirectFixture()
        let (isCreated, eve) = try await fixture.writer.update(
            .named("eve@example.com"), ContactUpdate(values: [("plan", "pro")], isUnsubscribed: true))
        #expect(isCreated && !eve.isSubscribed && eve.values.count == 1)
        let second = try await fixture.writer.update(.named("fay@example.com"), ContactUpdate(email: "fay@example.org"))
        #expect(second.isCreated && second.contact.email == "fay@example.org")
        await #expect(throws: ServedError.notFound) {
            try await fixture.writer.update(.id(eve.id.other), ContactUpdate(email: "gus@example.com"))
        }
        await #expect(throws: ServedError.invalid([Invalid("email", "has already been taken")])) {
            try await fixture.writer.update(.named("new@example.com"), ContactUpdate(email: "ann@example.com"))
        }
        await #expect(throws: ServedError.invalid([Invalid("email", "has already been taken")])) {
            try await fixture.writer.update(.id(eve.id), ContactUpdate(email: "ann@example.com"))
        }
    }

    @Test func anEmptyUpdateWritesNothing() async throws {
        let fixture = try DirectFixture()
        let runs = try fixture.store.runs().count
        let before = try fixture.contact("ann@example.com")
        fixture.clock.advance(1_000)
        let (_, ann) = try await fixture.writer.update(
            .named("ann@example.com"), ContactUpdate(email: "ANN@example.com", values: [("plan", "free")], isUnsubscribed: false))
        #expect(ann == before)
        #expect(try fixture.store.runs().count == runs)
    }

    @Test func consentThatWasWithdrawnIsGivenBackWhereThatIsAllowed() async throws {
        func update(_ resubscribing: DirectOptions.Resubscribing) async throws -> ServedContact {
            let fixture = try DirectFixture { $0.resubscribing = resubscribing }
            _ = try await fixture.writer.update(.named("ann@example.com"), ContactUpdate(isUnsubscribed: true))
            return try await fixture.writer.update(
                .named("ann@example.com"), ContactUpdate(values: [("plan", "gold")], isUnsubscribed: false)
            ).contact
        }
        let reason = "consent was withdrawn and this server does not let requests give it back"
        await #expect(throws: ServedError.invalid([Invalid("base", reason)])) { try await update(.refuse) }
        let ignored = try await update(.ignore)
        #expect(!ignored.isSubscribed && ignored.values.first?.value == .text("gold"))
        #expect(try await update(.allow).isSubscribed)
    }

    @Test func aDeletedContactIsGoneAndComesBackWithAnUndo() async throws {
        let fixture = try DirectFixture()
        let list = try await fixture.list("News")
        _ = try await fixture.writer.update(.named("ann@example.com"), ContactUpdate(listsIncluded: [list]))
        let before = try #require(try fixture.contact("ann@example.com"))
        try await fixture.writer.delete(.id(before.id))
        #expect(try fixture.contact("ann@example.com") == nil)
        await #expect(throws: ServedError.notFound) { try await fixture.writer.delete(.named("ann@example.com")) }
        let run = try #require(try fixture.runs().last)
        _ = try fixture.fixture.undo(run.id)
        #expect(try fixture.contact("ann@example.com") == before)
    }

    @Test func anEventIsFired() async throws {
        let fixture = try DirectFixture()
        let event = try EventDraft(name: "Purchase", parameters: EventParameters([("amount", .integer(3))]))
        try await fixture.writer.fire(event, at: .named("ann@example.com"))
        await #expect(throws: ServedError.notFound) { try await fixture.writer.fire(event, at: .named("nobody@example.com")) }
        let snapshot = try fixture.fixture.snapshot()
        let events = try snapshot.events(of: fixture.fixture.key("ann@example.com", in: snapshot), named: "Purchase")
        #expect(events.map(\.at) == [fixture.clock.now] && events[0].parameters["amount"] == .integer(3))
        let run = try #require(try fixture.runs().last)
        #expect(try fixture.fixture.undo(run.id).0.retractable == 1)
        #expect(try fixture.fixture.snapshot().count(ContactQuery(.events(EventClause(name: "Purchase", question: .any)))) == 0)
    }

    /// A run that began before a request is told of it as of any other commit.
    @Test func aSnapshotSeesTheConflict() async throws {
        let fixture = try DirectFixture()
        let snapshot = try fixture.fixture.snapshot()
        let plan = try #require(snapshot.catalog.field(tagged: "plan"))
        try snapshot.stage(.set(plan, .text("gold")), on: fixture.fixture.key("ann@example.com", in: snapshot))
        _ = try await fixture.writer.update(.named("ann@example.com"), ContactUpdate(values: [("plan", "silver")]))
        #expect {
            try snapshot.commit(RunDraft(kind: .run, name: "test", startedAt: fixture.clock.now), finishedAt: fixture.clock.now)
        } throws: {
            ($0 as? CommitError)?.words(showingData: true) == "ann@example.com: fields.plan changed from 'free' to 'silver'"
        }
    }

    @Test func aClosedWriterRefuses() async throws {
        let fixture = try DirectFixture()
        async let last = fixture.writer.create(ContactCreation(email: "last@example.com"))
        _ = try await last
        await fixture.writer.close()
        await fixture.writer.close()
        await #expect(throws: ServedError.closed) { try await fixture.writer.create(ContactCreation(email: "late@example.com")) }
        await #expect(throws: ServedError.closed) { try await fixture.writer.createList("Late") }
    }

    /// Whoever else writes is waited for.
    @Test func aBusyStoreIsWaitedFor() async throws {
        let fixture = try DirectFixture()
        let blocker = try Blocker(path: fixture.store.path)
        try blocker.begin()
        async let made = fixture.writer.create(ContactCreation(email: "eve@example.com"))
        try await Task.sleep(for: .milliseconds(100))
        #expect(try fixture.contact("eve@example.com") == nil)
        try blocker.end()
        #expect(try await made.email == "eve@example.com")
    }
}

extension UUIDv7 {
    /// Another id of the same time.
    var other: UUIDv7 {
        var random = SplitMix64(seed: 1)
        return UUIDv7(milliseconds: timestamp, random: &random)
    }
}
