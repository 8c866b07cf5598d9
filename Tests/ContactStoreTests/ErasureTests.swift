import ContactStore
import Contacts
import Foundation
import Testing

struct ErasureTests {
    private static let address = "qzx.unfindable@nowhere-else.example"

    /// A store in which the address has left its traces everywhere that it can.
    private func fixture() throws -> TemporaryStore {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people + "\n\(Self.address),pro,1,,\n")
        let everyone = ContactQuery()
        try fixture.commit { snapshot in
            try snapshot.stage(.join(snapshot.createList("Old")), on: everyone)
            try snapshot.stage(
                .fire(EventDraft(name: "Mail", parameters: EventParameters([("to", .text(Self.address))]), key: Self.address)),
                on: fixture.key(Self.address, in: snapshot))
        }
        // Deleted and brought back: the journal holds the whole contact.
        let gone = try fixture.commit { try $0.stage(.delete, on: fixture.key(Self.address, in: $0)) }
        _ = try fixture.undo(gone.id)
        try fixture.commit { snapshot in
            let plan = try #require(snapshot.catalog.field(tagged: "plan"))
            try snapshot.stage(.set(plan, .text("was " + Self.address)), on: fixture.key(Self.address, in: snapshot))
            try snapshot.setState(of: "job", key: "seen-" + Self.address, to: "1")
            try snapshot.setState(of: "job", key: "last", to: "\"\(Self.address.uppercased())\"")
        }
        var draft = RunDraft(kind: .run, name: "erase.lua", startedAt: fixture.clock.now)
        draft.arguments = "{\"email\":\"\(Self.address)\"}"
        _ = try fixture.store.record(
            draft, status: .failed, summary: "{\"error\":\"no \(Self.address)\"}", clock: fixture.clock, finishedAt: fixture.clock.now)
        return fixture
    }

    private func erase(_ fixture: TemporaryStore) throws -> RunRecord {
        let snapshot = try fixture.snapshot()
        #expect(try snapshot.stageErasure(of: EmailAddress(Self.address)) == 1)
        let summary = try snapshot.summary()
        #expect(summary.groups.map(\.title) == ["erase contact for good"] && summary.deleted == 1 && summary.changed == 1)
        #expect(try snapshot.stagedErasures() == [Self.address])
        var draft = RunDraft(kind: .run, name: "erase.lua", startedAt: fixture.clock.now)
        draft.arguments = "{\"email\":\"\(Self.address)\"}"
        return try snapshot.commit(draft, finishedAt: fixture.clock.now)
    }

    /// Whether any of the store's files holds the address, in any case of letters.
    private func isFound(_ fixture: TemporaryStore, in wanted: String = "contacts.db") throws -> Bool {
        let files = try FileManager.default.contentsOfDirectory(atPath: fixture.folder).filter { $0.hasPrefix(wanted) }
        #expect(!files.isEmpty)
        return try files.contains { file in
            let bytes = try Data(contentsOf: URL(fileURLWithPath: fixture.folder + "/" + file))
            return String(decoding: bytes, as: Unicode.ASCII.self).lowercased().contains(Self.address)
        }
    }

    @Test func noByteOfTheAddressIsLeft() throws {
        let fixture = try fixture()
        #expect(try isFound(fixture))
        let digest = try fixture.store.digest()
        _ = try erase(fixture)
        #expect(try fixture.store.shred([Self.address]))
        #expect(try !isFound(fixture))
        #expect(try fixture.store.digest() != digest)
        #expect(try fixture.snapshot().contactCount() == 4)
    }

    /// A crash between the commit and the cleaning leaves it to whoever opens the store next.
    @Test func theNextUseOfTheStoreFinishesTheCleaning() throws {
        let fixture = try fixture()
        let open = try fixture.snapshot()
        _ = try erase(fixture)
        // The files as a crash would leave them: the write-ahead log still holds what was there before.
        let image = try TemporaryStore()
        for file in try FileManager.default.contentsOfDirectory(atPath: fixture.folder) where file.hasPrefix("contacts.db") {
            let target = image.folder + "/" + file
            try? FileManager.default.removeItem(atPath: target)
            try FileManager.default.copyItem(atPath: fixture.folder + "/" + file, toPath: target)
        }
        withExtendedLifetime(open) {}
        #expect(try isFound(image))
        _ = try image.snapshot()
        #expect(try !isFound(image))
    }

    /// Who reads an older state is not disturbed, and the cleaning waits.
    @Test func aReaderKeepsTheCleaningWaiting() throws {
        let fixture = try fixture()
        let reader = try fixture.snapshot()
        _ = try erase(fixture)
        #expect(try !fixture.store.shred([Self.address], waiting: 10))
        #expect(try reader.contactCount() == 5)
        withExtendedLifetime(reader) {}
    }

    @Test func anErasureCannotBeUndone() throws {
        let fixture = try fixture()
        let run = try erase(fixture)
        #expect(
            throws: CommitError.notUndoable(run: run.id, reason: "it erased contacts for good, which no undo brings back")
        ) { try fixture.undo(run.id) }
        let mixed = try fixture.commit { snapshot in
            try snapshot.stage(.erase, on: fixture.key("ann@example.com", in: snapshot))
            try snapshot.stage(.delete, on: fixture.key("bob@example.com", in: snapshot))
        }
        let (report, _) = try fixture.undo(mixed.id)
        #expect(report.erased == 1)
        let snapshot = try fixture.snapshot()
        #expect(try snapshot.key(of: EmailAddress("bob@example.com")) != nil)
        #expect(try snapshot.key(of: EmailAddress("ann@example.com")) == nil)
    }

    /// Undoing an older run does not bring back what has been erased since.
    @Test func noOlderUndoBringsAnErasedContactBack() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let gone = try fixture.commit { try $0.stage(.delete, on: ContactQuery()) }
        try fixture.commit { snapshot in
            let count = try snapshot.stageErasure(of: EmailAddress("ann@example.com"))
            #expect(count == 1)
        }
        _ = try fixture.undo(gone.id)
        let snapshot = try fixture.snapshot()
        #expect(try snapshot.key(of: EmailAddress("ann@example.com")) == nil)
        #expect(try snapshot.contactCount() == 3)
    }

    @Test func mentionsByOthersAreTold() throws {
        let fixture = try fixture()
        try fixture.commit { snapshot in
            let plan = try #require(snapshot.catalog.field(tagged: "plan"))
            try snapshot.stage(.set(plan, .text("friend of \(Self.address).")), on: fixture.key("ann@example.com", in: snapshot))
            let event = try EventDraft(name: "Invite", parameters: EventParameters([("by", .text(Self.address))]))
            try snapshot.stage(.fire(event), on: fixture.key("bob@example.com", in: snapshot))
        }
        _ = try erase(fixture)
        let mentions = try fixture.store.mentions(AddressScrubber([Self.address]))
        #expect(mentions.map { "\($0.place): \($0.count)" } == ["fields.plan: 1", "event parameters: 1"])
    }

    @Test(
        arguments: [
            ("mail ann@example.com, now", "mail [erased], now"), ("ANN@Example.Com", "[erased]"), ("joann@example.com", nil),
            ("ann@example.com.au", nil), ("to ann@example.com.", "to [erased]."), ("{\"a\":\"ann@example.com\"}", "{\"a\":\"[erased]\"}"),
            ("ann@example.comann@example.com", nil), ("<ann@example.com><ann@example.com>", "<[erased]><[erased]>"), ("@", nil),
            ("x.ann@example.com", nil), ("'ann@example.com'", "'[erased]'"), ("email=ann@example.com&x", "email=[erased]&x"), ("", nil),
            ("bob+x@mail.example.com ann@example.org", "[erased] ann@example.org"),
        ] as [(String, String?)])
    func addressesAreFoundWhereTheyStandAlone(_ text: String, _ scrubbed: String?) {
        let scrubber = AddressScrubber(["ann@example.com", "bob+x@mail.example.com"])
        #expect(scrubber.scrubbed(text) == scrubbed)
        #expect(scrubber.isMentioned(in: text.utf8) == (scrubbed != nil))
        #expect(scrubber.scrubbed("seen-ann@example.com ann@example.com.au", inKeys: true) == "seen-[erased] ann@example.com.au")
    }
}
