import ContactStore
import Contacts
import Testing

struct TokenTests {
    @Test func aTokenOpensUntilItIsRevokedOrOver() async throws {
        let fixture = try DirectFixture(nil)
        let now = fixture.clock.now
        let verifier = TokenVerifier(store: fixture.store)
        #expect(try verifier.token("lun_nothing", now: now) == nil)
        let (token, text) = try fixture.store.createToken("zapier", scope: .write, now: now)
        #expect(text.hasPrefix("lun_") && text.utf8.count == 47)
        #expect(token.expiresAt == now.adding(milliseconds: 365 * 86_400_000))
        #expect(try verifier.token(text, now: now) == token)
        #expect(try verifier.token(text + "x", now: now) == nil && verifier.token("", now: now) == nil)
        #expect(try verifier.token(text, now: token.expiresAt) == nil)
        #expect(try fixture.store.revokeToken("zapier", now: now).revokedAt == now)
        #expect(try verifier.token(text, now: now) == nil)
        #expect(throws: ServedError.notFound) { try fixture.store.revokeToken("zapier", now: now) }
        let (again, other) = try fixture.store.createToken("zapier", scope: .read, now: now, expiresAt: now.adding(milliseconds: 1))
        #expect(other != text && again.scope == .read)
        #expect(try fixture.store.tokens().map(\.id) == [token.id, again.id])
    }

    @Test func namesAreTakenOnce() throws {
        let fixture = try DirectFixture(nil)
        let now = fixture.clock.now
        _ = try fixture.store.createToken("zapier", scope: .write, now: now)
        #expect(throws: ServedError.invalid([Invalid("name", "has already been taken")])) {
            try fixture.store.createToken(" zapier ", scope: .read, now: now)
        }
        #expect(throws: ServedError.invalid([Invalid("name", "can't be blank")])) {
            try fixture.store.createToken("", scope: .read, now: now)
        }
    }

    /// The file does not hold what opens the door.
    @Test func theTextIsNotKept() throws {
        let fixture = try DirectFixture(nil)
        let (_, text) = try fixture.store.createToken("zapier", scope: .write, now: fixture.clock.now)
        let blocker = try Blocker(path: fixture.store.path)
        #expect(try blocker.count("SELECT count(*) FROM token WHERE instr(hash, '\(text)') OR instr(name, '\(text)')") == 0)
        #expect(try blocker.count("SELECT length(hash) FROM token") == 32)
    }

    @Test func useIsNotedOnceAMinute() async throws {
        let fixture = try DirectFixture(nil)
        let (token, _) = try fixture.store.createToken("zapier", scope: .write, now: fixture.clock.now)
        let first = fixture.clock.now
        fixture.writer.noteUse(of: token)
        fixture.clock.advance(59_000)
        fixture.writer.noteUse(of: token)
        _ = try await fixture.writer.create(ContactCreation(email: "eve@example.com"))
        #expect(try fixture.store.tokens().first?.lastUsedAt == first)
        fixture.clock.advance(1_000)
        fixture.writer.noteUse(of: token)
        _ = try await fixture.writer.create(ContactCreation(email: "fay@example.com"))
        #expect(try fixture.store.tokens().first?.lastUsedAt == fixture.clock.now)
    }
}
