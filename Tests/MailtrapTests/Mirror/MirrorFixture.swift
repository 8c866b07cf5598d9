import ContactStore
import Contacts
import Formats
import Foundation
import Mailtrap
import MailtrapServer

/// A store that mirrors an account of a server in this process.
final class MirrorFixture: Sendable {
    let server: FakeServer
    let store: ContactStore
    let folder: String

    init(_ server: FakeServer? = nil) throws {
        self.server = try server ?? FakeServer()
        folder = NSTemporaryDirectory() + "mirror-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try ContactStore.create(at: folder + "/contacts.db")
        try store.setRemote(
            Remote(
                baseURL: self.server.url, account: 1, accountName: "Shop", tokenSource: .environment("X"), limits: "off",
                addedAt: Self.now))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

    func api() -> ContactsAPI {
        var settings = APISettings(baseURL: server.url)
        settings.sleep = { _ in try await Task.sleep(for: .milliseconds(2)) }
        return ContactsAPI(settings: settings, token: "secret-token")
    }

    @discardableResult
    func pull(_ adjust: (inout PullOptions) -> Void = { _ in }) async throws -> PullReport {
        var options = PullOptions()
        adjust(&options)
        let remote = try store.remote()!
        return try await MirrorPuller(store: store, remote: remote, api: api(), folder: folder, options: options, now: { Self.now }).pull()
    }

    /// A contact with 12 digits as its id.
    static func contact(
        _ number: Int, _ email: String, fields: [String: JSONValue] = [:], lists: Set<Int64> = [], isUnsubscribed: Bool = false
    ) -> FakeContact {
        let digits = String(repeating: "0", count: 12 - "\(number)".count) + "\(number)"
        return FakeContact(
            id: "018dd5e3-f6d2-7c00-8f9b-\(digits)", email: email, fields: fields, lists: lists, isUnsubscribed: isUnsubscribed)
    }

    /// Each contact as one line: address, status, fields, lists.
    func contacts() throws -> [String] {
        let snapshot = try store.snapshot(clock: LogicalClock(now: Self.now, zone: .utc))
        let names = Dictionary(uniqueKeysWithValues: snapshot.catalog.lists.map { ($0.id, $0.name) })
        var lines: [String] = []
        let cursor = try snapshot.cursor(ContactQuery())
        while let key = try cursor.next() {
            guard let contact = try snapshot.contact(key) else { continue }
            let fields = contact.fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let lists = contact.lists.compactMap { names[$0] }.sorted().map { "+\($0)" }
            lines.append(
                ([contact.email.value] + (contact.status == .unsubscribed ? ["unsubscribed"] : []) + fields + lists).joined(separator: " "))
        }
        return lines.sorted()
    }

    /// Commits what a closure stages, as a run.
    @discardableResult
    func commit(_ body: (Snapshot) throws -> Void) throws -> RunRecord {
        let snapshot = try store.snapshot(clock: LogicalClock(now: Self.now, zone: .utc))
        try body(snapshot)
        return try snapshot.commit(RunDraft(kind: .run, name: "test", startedAt: Self.now), finishedAt: Self.now)
    }

    func key(_ email: String, _ snapshot: Snapshot) throws -> ContactKey {
        try snapshot.key(of: EmailAddress(email))!
    }
}
