import ContactStore
import Contacts
import Foundation
import Synchronization

/// A store with a few people, a writer of single requests on it, and a clock that is set by hand.
final class DirectFixture: Sendable {
    private let temporary: Held
    let clock: SetClock
    let writer: DirectWriter
    let reader: ContactReader

    /// Used by one thread at a time, as the test goes on.
    private struct Held: @unchecked Sendable { let fixture: TemporaryStore }

    var fixture: TemporaryStore { temporary.fixture }
    var store: ContactStore { temporary.fixture.store }

    init(_ people: String? = TemporaryStore.people, change: (inout DirectOptions) -> Void = { _ in }) throws {
        temporary = Held(fixture: try TemporaryStore())
        if let people { try temporary.fixture.load(people) }
        clock = SetClock(temporary.fixture.clock.now)
        var options = DirectOptions(now: { [clock] in clock.now })
        change(&options)
        writer = DirectWriter(store: temporary.fixture.store, options: options)
        reader = ContactReader(store: temporary.fixture.store)
    }

    func contact(_ email: String) throws -> ServedContact? { try reader.contact(.email(EmailAddress(normalised: email))) }

    func list(_ name: String) async throws -> Int64 { try await writer.createList(name).id }

    /// The runs that requests have made, the oldest first.
    func runs() throws -> [RunRecord] { try store.runs().filter { $0.kind == .api }.reversed() }
}

/// A clock that stands still until it is moved.
final class SetClock: Sendable {
    private let instant: Mutex<Timestamp>

    init(_ now: Timestamp) { instant = Mutex(now) }

    var now: Timestamp { instant.withLock { $0 } }

    func advance(_ milliseconds: Int64) { instant.withLock { $0 = $0.adding(milliseconds: milliseconds) } }
}

extension ContactIdentifier {
    static func named(_ email: String) -> ContactIdentifier { .email(EmailAddress(normalised: email)) }
}
