import Contacts
import Formats
import Foundation
import Mailtrap
import Scheduling
import Synchronization
import Testing

@testable import ContactStore

/// A store that writes to an account in memory.
final class DeliveryFixture {
    let folder: String
    let store: ContactStore
    let clock = LogicalClock(now: Timestamp(milliseconds: 899_251_200_000))
    let account = AccountModel()
    private var ids = UUIDv7Generator()
    var random = SystemRandomNumberGenerator()

    init(isConnected: Bool = true) throws {
        folder = FileManager.default.temporaryDirectory.path + "/lunation-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try ContactStore.create(at: folder + "/contacts.db")
        store = try ContactStore.open(at: folder + "/contacts.db", isDurable: false)
        if isConnected { try connect() }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func connect() throws {
        try store.setRemote(
            Remote(account: 1, accountName: "Acme", tokenSource: .environment("TOKEN"), addedAt: Timestamp(milliseconds: 0)))
    }

    func options() -> DeliveryOptions {
        var options = DeliveryOptions()
        options.firstWait = .microseconds(100)
        options.longestWait = .microseconds(200)
        options.firstPoll = .microseconds(10)
        options.longestPoll = .microseconds(10)
        return options
    }

    @discardableResult
    func push(_ change: (inout DeliveryOptions) -> Void = { _ in }) throws -> DeliveryReport {
        var options = options()
        change(&options)
        return try DeliveryPusher(DeliveryQueue(store), channel: account, options: options).push()
    }

    struct Death: Error {}

    /// The same with a pusher that may die at any call and before anything that it writes down. False where it did.
    func push(dying: @escaping @Sendable () -> Bool) throws -> Bool {
        let isDead = Mutex(false)
        let queue = try DeliveryQueue(store)
        withExtendedLifetime(queue) {
            queue.beforeWrite = {
                if isDead.withLock({
                    $0 = $0 || dying()
                    return $0
                }) {
                    throw Death()
                }
            }
        }
        account.change {
            $0.death = {
                let isDying = dying()
                return isDead.withLock { dead in
                    if dead { return .beforeActing }
                    guard isDying else { return nil }
                    dead = true
                    return Bool.random() ? .beforeActing : .afterActing
                }
            }
        }
        defer { account.change { $0.death = { nil } } }
        do {
            _ = try DeliveryPusher(queue, channel: account, options: options()).push()
            return true
        } catch is Death {
            return false
        } catch is DeliveryError {
            return false
        }
    }

    @discardableResult
    func load(_ csv: String, _ change: (inout ImportOptions) -> Void = { _ in }) throws -> ImportReport {
        let path = folder + "/\(UUID().uuidString).csv"
        try csv.write(toFile: path, atomically: true, encoding: .utf8)
        var settings = ImportOptions()
        settings.createsFields = true
        settings.errorsFolder = folder
        change(&settings)
        return try ContactImporter(store: store, options: settings, clock: clock).run(path, startedAt: clock.now)
    }

    @discardableResult
    func commit(_ delivery: Delivery = .atLeastOnce, _ stage: (Snapshot) throws -> Void) throws -> RunRecord {
        let snapshot = try store.snapshot(clock: clock)
        try stage(snapshot)
        var draft = RunDraft(kind: .run, name: "test", startedAt: clock.now)
        draft.delivery = delivery
        return try snapshot.commit(draft, finishedAt: clock.now)
    }

    func undo(_ run: Int64, resubscribes: Bool = false) throws -> UndoReport {
        let snapshot = try store.snapshot(clock: clock)
        let report = try snapshot.stageUndo(of: run, resubscribes: resubscribes)
        _ = try snapshot.commit(RunDraft(kind: .undo, name: "undo", startedAt: clock.now, undoes: run), finishedAt: clock.now)
        return report
    }

    func key(_ email: String, in snapshot: Snapshot) throws -> ContactKey {
        try #require(try snapshot.key(of: EmailAddress(email)))
    }

    func create(_ email: String, in snapshot: Snapshot) throws -> ContactKey {
        try snapshot.createContact(EmailAddress(email), id: ids.next(milliseconds: clock.now.milliseconds, random: &random))
    }

    /// The numbers that the store's events carry.
    func eventIDs() throws -> [Int64] {
        try store.reading { connection in
            var ids: [Int64] = []
            try connection.rows("SELECT json_extract(params, '$.id') FROM event") { ids.append($0.integer(0)) }
            return ids
        }
    }

    func listName(_ random: inout RandomSource) throws -> String? {
        try store.snapshot(clock: clock).catalog.lists.randomElement(using: &random)?.name
    }

    /// What the account should hold: the contacts of the store, with lists by name.
    func expected() throws -> [String: AccountModel.Contact] {
        let snapshot = try store.snapshot(clock: clock)
        let lists = Dictionary(uniqueKeysWithValues: try store.remoteLists().map { ($0.list, $0.remote) })
        var contacts: [String: AccountModel.Contact] = [:]
        let cursor = try snapshot.cursor(ContactQuery())
        var keys: [ContactKey] = []
        while let key = try cursor.next() { keys.append(key) }
        for key in keys {
            var contact = AccountModel.Contact()
            for field in snapshot.catalog.fields {
                guard let value = try snapshot.value(.field(field), of: key) else { continue }
                contact.fields[field.tag] =
                    switch value {
                    case .text(let text): .string(text)
                    case .integer(let number): .integer(number)
                    case .float(let number): .number(number)
                    case .boolean(let flag): .bool(flag)
                    case .date, .timestamp: .string(value.description)
                    }
            }
            contact.lists = Set(try snapshot.lists(of: key).compactMap { lists[$0.id] ?? -$0.id })
            contact.isSubscribed = try snapshot.value(.status, of: key) == .text("subscribed")
            guard case .text(let email)? = try snapshot.value(.email, of: key) else { continue }
            contacts[email] = contact
        }
        return contacts
    }

    func expectSame(_ location: SourceLocation = #_sourceLocation) throws {
        let (expected, held) = (try expected(), account.read { $0.contacts })
        for email in Set(expected.keys).union(held.keys).sorted() where expected[email] != held[email] {
            Issue.record(
                "\(email): \(String(describing: expected[email])) is held as \(String(describing: held[email]))", sourceLocation: location)
        }
        let names = Set(try store.snapshot(clock: clock).catalog.lists.map(\.name))
        #expect(account.read { Set($0.lists.values) }.isSubset(of: names), sourceLocation: location)
    }
}
