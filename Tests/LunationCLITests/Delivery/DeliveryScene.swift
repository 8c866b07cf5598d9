import Formats
import Foundation
import MailtrapServer
import Synchronization
import Testing

/// A workspace with every kind of change queued, and the account that is to come to hold it.
struct DeliveryScene {
    let server: FakeServer
    let template: Folder
    /// What the account holds when all is delivered, and the events that are to happen there, by name.
    let expected: [String: Contact]
    let events: [String: Int]
    /// How long an undisturbed push takes, in seconds.
    let seconds: Double

    /// A contact as far as it is the same whenever it comes to be.
    struct Contact: Equatable {
        let fields: [String: JSONValue]
        let lists: Set<String>
        let isUnsubscribed: Bool
    }

    init(contacts: Int) throws {
        server = try FakeServer()
        let shop = try Shop()
        template = shop.folder
        try shop.folder.write(Self.rows(contacts), to: "start.csv")
        try Self.connect(shop, server.url)
        try shop.succeed("import", "start.csv", "--create-fields")
        for (name, policy) in [("often", "at_least_once"), ("once", "at_most_once")] {
            try shop.folder.write(Self.script(name, policy), to: "shop/scripts/\(name).lua")
            try shop.succeed("run", "shop/scripts/\(name).lua")
        }
        let store = try StoreReader(shop.folder["shop/contacts.db"])
        var events: [String: Int] = [:]
        for row in try store.rows("SELECT n.name, count(*) FROM event e JOIN event_name n ON n.id = e.name GROUP BY 1") {
            events[row[0].text ?? ""] = Int(row[1].integer ?? 0)
        }
        self.events = events
        let calm = try Self.copy(template)
        let start = ContinuousClock.now
        let outcome = try Self.push(calm)
        let elapsed = ContinuousClock.now - start
        seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
        let status = try calm("sync", "status", "--show-data")
        try #require(outcome.status == 0, "\(outcome), \(status.output)")
        expected = Self.contacts(server)
        #expect(Self.happened(server).mapValues(\.count) == events)
        try #require(expected.count > contacts / 2)
    }

    /// A fresh copy of the workspace, and an account that has heard of nothing.
    func begin() throws -> Shop {
        server.reset()
        return try Self.copy(template)
    }

    static func push(_ shop: Shop) throws -> Outcome { try start(shop).end() }

    static func start(_ shop: Shop) throws -> Child {
        try Program.start(["sync", "push", "--workspace", "shop", "--json"], in: shop.folder, environment: ["DELIVERY_TOKEN": "secret"])
    }

    /// Makes an account the workspace's.
    static func connect(_ shop: Shop, _ url: String, limits: String = "off") throws {
        let store = try StoreReader(shop.folder["shop/contacts.db"])
        _ = try store.rows(
            """
            INSERT INTO remote (id, kind, base_url, account, account_name, names_account, token_kind, token_source, limits, added_at)
            VALUES (1, 'mailtrap', '\(url)', 1, 'Shop', 0, 'env', 'DELIVERY_TOKEN', '\(limits)', 0)
            """)
    }

    static func contacts(_ server: FakeServer) -> [String: Contact] {
        server.account { account in
            account.byEmail.mapValues { contact in
                Contact(
                    fields: contact.fields, lists: Set(contact.lists.compactMap { account.lists[$0] }),
                    isUnsubscribed: contact.isUnsubscribed)
            }
        }
    }

    /// The addresses that events of each name have happened to, as often as they have.
    static func happened(_ server: FakeServer) -> [String: [String]] {
        var events: [String: [String]] = [:]
        for request in server.log where request.method == "POST" && request.path.hasSuffix("/events") {
            let email = request.path.split(separator: "/").dropLast().last.map(String.init) ?? ""
            events[request.json?["name"]?.stringValue ?? "", default: []].append(email)
        }
        return events
    }

    private static func copy(_ template: Folder) throws -> Shop {
        let folder = try Folder()
        for name in try template.names() { try FileManager.default.copyItem(atPath: template[name], toPath: folder[name]) }
        return Shop(folder, now: "2026-06-01")
    }

    private static func rows(_ contacts: Int) -> String {
        "email,plan,score,lists\n" + (0..<contacts).map { "c\($0)@example.com,free,\($0),A\n" }.joined()
    }

    private static func script(_ name: String, _ policy: String) -> String {
        """
        job { name = "\(name)", delivery = "\(policy)", guard = { changes = "100%", deletes = "100%", unsubscribes = "100%" } }
        local \(name) = list.ensure "\(name)"
        local score = contact.fields.score
        contact.where(score:lt(40)):update { plan = "\(name)" }
        for c in contact.where(score:between(10, 19)):each() do c:add_to(\(name)):remove_from "A" end
        for c in contact.where(score:between(20, 24)):each() do c.fields.plan = nil end
        for c in contact.where(score:between(25, 27)):each() do c:unsubscribe "\(name)" end
        for c in contact.where(score:between(5, 24)):each() do c:fire("\(name)") end
        contact.where(score:eq(\(name == "often" ? 30 : 31))):delete()
        """
    }
}
