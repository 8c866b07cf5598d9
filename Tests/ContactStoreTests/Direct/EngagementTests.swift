import ContactStore
import Contacts
import Testing

/// What the sending side tells: events, blocked addresses, withdrawn consent.
struct EngagementTests {
    private func engagement(_ id: String, _ kind: Engagement.Kind, _ email: String, _ fixture: DirectFixture) throws -> Engagement {
        Engagement(
            id: id, kind: kind, email: EmailAddress(normalised: email), at: fixture.clock.now.adding(milliseconds: -5_000),
            parameters: try EventParameters([("url", .text("https://example.com/"))]), stream: .bulk, domain: "example.com")
    }

    @Test func anOpenIsAnEventOnce() async throws {
        let fixture = try DirectFixture()
        let open = try engagement("1", .opened, "ann@example.com", fixture)
        #expect(try await fixture.writer.record(open) == .recorded)
        #expect(try await fixture.writer.record(open) == .repeated)
        let snapshot = try fixture.fixture.snapshot()
        let events = try snapshot.events(of: fixture.fixture.key("ann@example.com", in: snapshot), named: "EmailOpened")
        #expect(events.map(\.at) == [open.at] && events[0].parameters["url"] == .text("https://example.com/"))
        #expect(try fixture.reader.suppressions(SuppressionFilter()).isEmpty)
    }

    /// The account knows what it has told; what others post is news to it.
    @Test func theAccountIsNotToldOfWhatItHasTold() async throws {
        let fixture = try DirectFixture()
        try fixture.store.setRemote(
            Remote(account: 1, accountName: "Acme", tokenSource: .environment("TOKEN"), addedAt: fixture.clock.now))
        #expect(try await fixture.writer.record(engagement("1", .opened, "ann@example.com", fixture)) == .recorded)
        #expect(try await fixture.writer.record(engagement("2", .clicked, "ann@example.com", fixture)) == .recorded)
        #expect(try fixture.store.deliveryStatus().left.events == 0)
        _ = try await fixture.writer.fire(EventDraft(name: "Purchase"), at: .email(EmailAddress(normalised: "ann@example.com")))
        #expect(try fixture.store.deliveryStatus().left.events == 1)
    }

    @Test(arguments: [
        (Engagement.Kind.bounced, SuppressionEntry.Kind.hardBounce, true), (.complained, .spamComplaint, true),
        (.unsubscribed, .unsubscription, false),
    ])
    func anAddressIsBlocked(_ kind: Engagement.Kind, _ suppression: SuppressionEntry.Kind, _ isSubscribed: Bool) async throws {
        let fixture = try DirectFixture()
        #expect(try await fixture.writer.record(engagement("1", kind, "ann@example.com", fixture)) == .recorded)
        #expect(try await fixture.writer.record(engagement("2", kind, "ann@example.com", fixture)) == .recorded)
        let entries = try fixture.reader.suppressions(SuppressionFilter())
        #expect(entries.map(\.kind) == [suppression] && entries[0].stream == .bulk && entries[0].domainName == "example.com")
        #expect(try fixture.contact("ann@example.com")?.isSubscribed == isSubscribed)
        #expect(try fixture.fixture.snapshot().count(ContactQuery(.suppressed)) == 1)
    }

    @Test func ofSomebodyUnknownTheAddressAloneIsBlocked() async throws {
        let fixture = try DirectFixture()
        let runs = try fixture.store.runs().count
        #expect(try await fixture.writer.record(engagement("1", .bounced, "zoe@example.com", fixture)) == .unknownAddress)
        #expect(try await fixture.writer.record(engagement("2", .opened, "zoe@example.com", fixture)) == .unknownAddress)
        #expect(try fixture.reader.suppressions(SuppressionFilter(email: "ZOE@example.com")).count == 1)
        #expect(try fixture.store.runs().count == runs)
    }

    @Test func anAddressIsFreeOnceItHasNoEntry() async throws {
        let fixture = try DirectFixture()
        let email = EmailAddress(normalised: "ann@example.com")
        let first = try await fixture.writer.suppress(email, kind: .manualImport, stream: .bulk, domainID: 1)
        fixture.clock.advance(1)
        let second = try await fixture.writer.suppress(email, kind: .manualImport, stream: .transactional, domainID: 1)
        #expect(try await fixture.writer.suppress(email, kind: .manualImport, stream: .bulk, domainID: 1) == first)
        #expect(try fixture.fixture.snapshot().isSuppressed(email))
        #expect(try await fixture.writer.deleteSuppression(first.id) == first)
        #expect(try fixture.fixture.snapshot().isSuppressed(email))
        #expect(try await fixture.writer.deleteSuppression(second.id) == second)
        #expect(try !fixture.fixture.snapshot().isSuppressed(email))
        await #expect(throws: ServedError.notFound) { try await fixture.writer.deleteSuppression(second.id) }
    }

    /// The older ways of blocking an address make entries too, and an erasure takes them along.
    @Test func theOldTableAndTheEntriesAgree() async throws {
        let fixture = try DirectFixture()
        try fixture.store.suppress(EmailAddress("ann@example.com"), reason: "hard bounce", at: fixture.clock.now)
        try fixture.store.suppress(EmailAddress("bob@example.com"), reason: "because", at: fixture.clock.now)
        try fixture.store.suppress(EmailAddress("bob@example.com"), reason: "because", at: fixture.clock.now)
        let entries = try fixture.reader.suppressions(SuppressionFilter())
        #expect(Set(entries.map { "\($0.email) \($0.kind.rawValue)" }) == ["ann@example.com hard bounce", "bob@example.com manual import"])
        #expect(entries.allSatisfy { $0.id.timestamp == fixture.clock.now.milliseconds && $0.stream == .any })
        try fixture.fixture.commit { _ = try $0.stageErasure(of: EmailAddress(normalised: "ann@example.com")) }
        #expect(try fixture.reader.suppressions(SuppressionFilter()).map(\.email.value) == ["bob@example.com"])
    }

    @Test func entriesAreReadPageByPage() async throws {
        let fixture = try DirectFixture()
        var made: [SuppressionEntry] = []
        for number in 0..<25 {
            fixture.clock.advance(1_000)
            made.append(
                try await fixture.writer.suppress(
                    EmailAddress("p\(number)@example.com"), kind: .manualImport, stream: .bulk, domainID: nil))
        }
        var read: [SuppressionEntry] = []
        while true {
            let page = try fixture.reader.suppressions(SuppressionFilter(after: read.last?.id), limit: 10)
            if page.isEmpty { break }
            read += page
        }
        #expect(read == made)
        let some = SuppressionFilter(from: made[3].createdAt, until: made[5].createdAt)
        #expect(try fixture.reader.suppressions(some) == Array(made[3...5]))
    }
}
