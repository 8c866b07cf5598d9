import Formats
import NIOHTTP1
import Testing

/// One of many clients: it sends requests one after the other and holds each answer against what it knows.
struct LoadClient {
    let desk: Desk
    let number: Int
    let lists: [Int64]
    var random: SplitMix
    var model = ContactModel()
    /// What did not come out as it should.
    var surprises: [String] = []
    private var created = 0

    init(_ desk: Desk, number: Int, lists: [Int64], seed: UInt64) {
        (self.desk, self.number, self.lists) = (desk, number, lists)
        random = SplitMix(state: seed &+ UInt64(number) &* 0x9E37_79B9)
    }

    mutating func run(_ count: Int) async throws {
        for _ in 0..<count { try await step() }
    }

    private mutating func step() async throws {
        guard let email = model.contacts.keys.sorted().randomElement(using: &random), model.contacts.count > 3 else {
            return try await create()
        }
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<6: try await create()
        case 6..<11: try await change(email)
        case 11..<15: try await read(email)
        case 15..<18: try await fire(email)
        case 18: try await rename(email)
        default: try await delete(email)
        }
    }

    private mutating func create() async throws {
        created += 1
        let email = "c\(number)-\(created)@example.com"
        var known = ContactModel.Known()
        known.fields = ["city": .string("Łódź \(created)"), "visits": .integer(Int64(created))]
        known.lists = [lists[created % lists.count]]
        let body: JSONValue = [
            "contact": [
                "email": .string(email), "fields": .object(object(known.fields)), "list_ids": .array(known.lists.map { .integer($0) }),
            ]
        ]
        check(try await desk.post("/api/contacts", body), 201, known, "create")
        model.contacts[email] = known
    }

    private mutating func change(_ email: String) async throws {
        guard var known = model.contacts[email] else { return }
        let visits = Int64.random(in: 0..<1_000, using: &random)
        let (joined, left) = (lists.randomElement(using: &random) ?? 0, lists.randomElement(using: &random) ?? 0)
        var contact: JSONObject = ["fields": ["visits": .integer(visits), "city": .null], "list_ids_included": [.integer(joined)]]
        known.fields["visits"] = .integer(visits)
        known.fields["city"] = nil
        known.lists.insert(joined)
        if left != joined {
            contact["list_ids_excluded"] = [.integer(left)]
            known.lists.remove(left)
        }
        if visits % 10 == 0 {
            contact["unsubscribed"] = true
            known.isSubscribed = false
        }
        check(try await desk.patch("/api/contacts/\(email)", ["contact": .object(contact)]), 200, known, "change")
        model.contacts[email] = known
    }

    private mutating func read(_ email: String) async throws {
        guard let known = model.contacts[email] else { return }
        check(try await desk.get("/api/contacts/\(email)"), 200, known, "read")
    }

    private mutating func fire(_ email: String) async throws {
        let reply = try await desk.post("/api/contacts/\(email)/events", ["name": "Seen", "params": ["client": .integer(Int64(number))]])
        if reply.status != 201 { surprises.append("fire: \(reply.status) \(reply.text)") }
        model.events += 1
    }

    private mutating func rename(_ email: String) async throws {
        created += 1
        let name = "c\(number)-\(created)r@example.com"
        guard let known = model.contacts.removeValue(forKey: email) else { return }
        check(try await desk.patch("/api/contacts/\(email)", ["contact": ["email": .string(name)]]), 200, known, "rename")
        model.contacts[name] = known
    }

    private mutating func delete(_ email: String) async throws {
        model.contacts[email] = nil
        let reply = try await desk.delete("/api/contacts/\(email)")
        if reply.status != 204 { surprises.append("delete: \(reply.status) \(reply.text)") }
    }

    /// Reads all that it knows once more.
    mutating func verify() async throws {
        for (email, known) in model.contacts { check(try await desk.get("/api/contacts/\(email)"), 200, known, "verify") }
    }

    private mutating func check(_ reply: Reply, _ status: Int, _ known: ContactModel.Known, _ what: String) {
        let found = ContactModel.known(reply["data"])
        if reply.status != status || found != known { surprises.append("\(what): \(reply.status) \(reply.text) for \(known)") }
    }

    private func object(_ fields: [String: JSONValue]) -> JSONObject {
        fields.sorted { $0.key < $1.key }.reduce(into: JSONObject()) { $0[$1.key] = $1.value }
    }
}
