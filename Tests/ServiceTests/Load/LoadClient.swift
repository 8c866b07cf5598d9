import Formats

/// One of many clients: it sends requests one after the other and holds each answer against what it knows.
struct LoadClient {
    private let connection: LoadConnection
    let number: Int
    let lists: [Int64]
    var random: SplitMix
    var model = ContactModel()
    /// What did not come out as it should.
    var surprises: [String] = []
    private var created = 0

    init(_ desk: Desk, number: Int, lists: [Int64], seed: UInt64) throws {
        connection = try LoadConnection(port: desk.port, token: desk.token)
        (self.number, self.lists) = (number, lists)
        random = SplitMix(state: seed &+ UInt64(number) &* 0x9E37_79B9)
    }

    mutating func run(_ count: Int) throws {
        for _ in 0..<count { try step() }
    }

    private mutating func step() throws {
        guard let email = model.contacts.keys.sorted().randomElement(using: &random), model.contacts.count > 3 else {
            return try create()
        }
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<6: try create()
        case 6..<11: try change(email)
        case 11..<15: try read(email)
        case 15..<18: try fire(email)
        case 18: try rename(email)
        default: try delete(email)
        }
    }

    private mutating func create() throws {
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
        check(try connection.send("POST", "/api/contacts", body), 201, known, "create")
        model.contacts[email] = known
    }

    private mutating func change(_ email: String) throws {
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
        check(try connection.send("PATCH", "/api/contacts/\(email)", ["contact": .object(contact)]), 200, known, "change")
        model.contacts[email] = known
    }

    private mutating func read(_ email: String) throws {
        guard let known = model.contacts[email] else { return }
        check(try connection.send("GET", "/api/contacts/\(email)"), 200, known, "read")
    }

    private mutating func fire(_ email: String) throws {
        let reply = try connection.send(
            "POST", "/api/contacts/\(email)/events", ["name": "Seen", "params": ["client": .integer(Int64(number))]])
        if reply.status != 201 { surprises.append("fire: \(reply.status) \(reply.text)") }
        model.events += 1
    }

    private mutating func rename(_ email: String) throws {
        created += 1
        let name = "c\(number)-\(created)r@example.com"
        guard let known = model.contacts.removeValue(forKey: email) else { return }
        check(try connection.send("PATCH", "/api/contacts/\(email)", ["contact": ["email": .string(name)]]), 200, known, "rename")
        model.contacts[name] = known
    }

    private mutating func delete(_ email: String) throws {
        model.contacts[email] = nil
        let reply = try connection.send("DELETE", "/api/contacts/\(email)")
        if reply.status != 204 { surprises.append("delete: \(reply.status) \(reply.text)") }
    }

    /// Reads all that it knows once more.
    mutating func verify() throws {
        for (email, known) in model.contacts { check(try connection.send("GET", "/api/contacts/\(email)"), 200, known, "verify") }
    }

    private mutating func check(_ reply: LoadConnection.Answer, _ status: Int, _ known: ContactModel.Known, _ what: String) {
        let found = ContactModel.known(reply["data"])
        if reply.status != status || found != known { surprises.append("\(what): \(reply.status) \(reply.text) for \(known)") }
    }

    private func object(_ fields: [String: JSONValue]) -> JSONObject {
        fields.sorted { $0.key < $1.key }.reduce(into: JSONObject()) { $0[$1.key] = $1.value }
    }
}
