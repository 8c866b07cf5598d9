import ContactStore
import Contacts
import Formats

/// One of several who send requests at the same time, about people of his own, and know what must come of each.
struct DirectCaller {
    struct Person: Equatable {
        var values: [String: Value] = [:]
        var lists: Set<Int64> = []
        var isSubscribed = true
        var events = 0
    }

    /// What a request was answered against all that is known.
    struct Surprise: Error {
        let what: String
    }

    let number: Int
    let writer: DirectWriter
    let lists: [Int64]
    var random: RandomSource
    var people: [String: Person] = [:]

    private static let names = 6
    private static let event = "Clicked"

    mutating func go(_ count: Int) async throws -> [String: Person] {
        for _ in 0..<count { try await step() }
        return people
    }

    private mutating func step() async throws {
        let email = address()
        switch random.number(0...11) {
        case 0...2: try await create(email)
        case 3...6: try await update(email)
        case 7: try await rename(email)
        case 8: try await delete(email)
        case 9, 10: try await fire(email)
        default: try await spoil(email)
        }
    }

    private mutating func address() -> String { "p\(random.number(0...Self.names - 1))@c\(number).example.com" }

    private mutating func create(_ email: String) async throws {
        let (values, known) = values(clearing: false)
        let lists = someLists()
        let isTaken = people[email] != nil
        do {
            try check(await writer.create(ContactCreation(email: email.uppercased(), values: values, lists: Array(lists))), email)
            guard !isTaken else { throw Surprise(what: "\(email) was created twice") }
            let person = Person(values: known.compactMapValues { $0 }, lists: lists)
            people[email] = person
        } catch ServedError.invalid(let problems) {
            guard isTaken, problems == [Invalid("email", "has already been taken")] else { throw Surprise(what: "\(problems)") }
        }
    }

    private mutating func update(_ email: String) async throws {
        let (values, known) = values(clearing: true)
        let included = someLists()
        let excluded = someLists().subtracting(included)
        var update = ContactUpdate(values: values, listsIncluded: Array(included), listsExcluded: Array(excluded))
        update.isUnsubscribed = random.oneIn(4) ? true : random.oneIn(4) ? false : nil
        var person = people[email] ?? Person()
        for (tag, value) in known { person.values[tag] = value }
        person.lists = person.lists.union(included).subtracting(people[email] == nil ? [] : excluded)
        if let isUnsubscribed = update.isUnsubscribed { person.isSubscribed = !isUnsubscribed }
        let (isCreated, contact) = try await writer.update(.named(email), update)
        guard isCreated == (people[email] == nil) else { throw Surprise(what: "\(email) was created or not") }
        people[email] = person
        try check(contact, email, person)
    }

    private mutating func rename(_ email: String) async throws {
        let new = address()
        guard let person = people[email] else { return }
        do {
            let (_, contact) = try await writer.update(.named(email), ContactUpdate(email: new))
            guard new == email || people[new] == nil else { throw Surprise(what: "\(new) was taken") }
            people[email] = nil
            people[new] = person
            try check(contact, new, person)
        } catch ServedError.invalid(let problems) {
            guard people[new] != nil, problems == [Invalid("email", "has already been taken")] else { throw Surprise(what: "\(problems)") }
        }
    }

    private mutating func delete(_ email: String) async throws {
        do {
            try await writer.delete(.named(email))
            guard people.removeValue(forKey: email) != nil else { throw Surprise(what: "\(email) was deleted twice") }
        } catch ServedError.notFound {
            guard people[email] == nil else { throw Surprise(what: "\(email) was lost") }
        }
    }

    private mutating func fire(_ email: String) async throws {
        do {
            try await writer.fire(EventDraft(name: Self.event), at: .named(email))
            people[email]?.events += 1
        } catch ServedError.notFound {
            guard people[email] == nil else { throw Surprise(what: "\(email) was lost") }
        }
    }

    /// What is refused does no harm to those beside it.
    private mutating func spoil(_ email: String) async throws {
        do {
            _ = try await writer.update(.named(email), ContactUpdate(values: [("score", "much")], listsIncluded: [999]))
            throw Surprise(what: "nonsense was taken")
        } catch ServedError.invalid {}
    }

    private mutating func values(clearing: Bool) -> (asked: [(tag: String, value: JSONValue)], known: [String: Value?]) {
        var asked: [(tag: String, value: JSONValue)] = []
        var known: [String: Value?] = [:]
        func add(_ tag: String, _ json: JSONValue, _ value: Value) {
            let clears = clearing && random.oneIn(4)
            asked.append((tag, clears ? .null : json))
            known[tag] = .some(clears ? nil : value)
        }
        if random.oneIn(2) {
            let plan = random.pick(["free", "pro", "gold"])
            add("plan", .string(plan), .text(plan))
        }
        if random.oneIn(2) {
            let score = random.number(0...3)
            add("score", .integer(Int64(score)), .float(Double(score)))
        }
        if random.oneIn(3) {
            let isIt = random.oneIn(2)
            add("vip", .bool(isIt), .boolean(isIt))
        }
        return (asked, known)
    }

    private mutating func someLists() -> Set<Int64> {
        var chosen: Set<Int64> = []
        for list in lists where random.oneIn(3) { chosen.insert(list) }
        return chosen
    }

    private func check(_ contact: ServedContact, _ email: String, _ person: Person? = nil) throws {
        guard contact.email == email else { throw Surprise(what: "\(contact.email) for \(email)") }
        if let person { try Self.check(contact, person) }
    }

    static func check(_ contact: ServedContact, _ person: Person) throws {
        let values = Dictionary(uniqueKeysWithValues: contact.values.map { ($0.tag, $0.value) })
        guard values == person.values, contact.lists == person.lists.sorted(), contact.isSubscribed == person.isSubscribed else {
            throw Surprise(what: "\(contact) is not \(person)")
        }
    }
}
