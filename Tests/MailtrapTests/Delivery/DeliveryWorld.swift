import ContactStore
import Contacts
import Formats
import Mailtrap
import Scheduling
import Testing

/// A store with random runs, an account with random faults, and what is to be true of them.
struct DeliveryWorld {
    let fixture: DeliveryFixture
    var random: RandomSource
    /// Events by the number that they carry, and whether they may come twice.
    private var fired: [Int64: Bool] = [:]
    private var runs: [Int64] = []
    private var names = 0

    init(random: RandomSource) throws {
        self.random = random
        fixture = try DeliveryFixture()
        try fixture.load("email,n,plan,score\n" + (0..<12).map { "c\($0)@example.com,0,p\($0 % 3),\($0)" }.joined(separator: "\n"))
        fixture.account.change { $0.pollsNeeded = 2 }
    }

    mutating func step() throws {
        switch random.number(0...9) {
        case 0: try load()
        case 1: try undo()
        case 2...5: try commit()
        default: try push()
        }
    }

    private mutating func commit() throws {
        let policy: Delivery = random.oneIn(2) ? .atMostOnce : .atLeastOnce
        var random = random
        var (fired, names) = (fired, names)
        let record = try fixture.commit(policy) { snapshot in
            let plan = try #require(snapshot.catalog.field(tagged: "plan"))
            let number = try #require(snapshot.catalog.field(tagged: "n"))
            var keys: [ContactKey] = []
            for index in 0..<16 {
                if let key = try snapshot.key(of: EmailAddress("c\(index)@example.com")) { keys.append(key) }
            }
            for _ in 0..<random.number(1...8) where !keys.isEmpty {
                let key = random.pick(keys)
                switch random.number(0...15) {
                case 0: try snapshot.stage(.set(plan, nil), on: key)
                case 1: try snapshot.stage(.unsubscribe(), on: key)
                case 2: try snapshot.stage(.resubscribe, on: key)
                case 3:
                    try snapshot.stage(.delete, on: key)
                    keys.removeAll { $0 == key }
                case 4:
                    names += 1
                    _ = try snapshot.createList("list \(names)")
                case 5:
                    names += 1
                    guard let list = snapshot.catalog.lists.randomElement(using: &random) else { break }
                    _ = try snapshot.renameList(list, to: "list \(names)")
                case 6:
                    guard random.oneIn(3), let list = snapshot.catalog.lists.randomElement(using: &random) else { break }
                    _ = try snapshot.deleteList(list)
                case 7, 8:
                    guard let list = snapshot.catalog.lists.randomElement(using: &random) else { break }
                    try snapshot.stage(random.oneIn(3) ? .leave(list) : .join(list), on: key)
                case 9:
                    let email = "c\(random.number(0...15))@example.com"
                    if try snapshot.key(of: EmailAddress(email)) == nil { keys.append(try fixture.create(email, in: snapshot)) }
                case 14:
                    let email = try EmailAddress("c\(random.number(0...15))@example.com")
                    if try snapshot.key(of: email) == nil { _ = try? snapshot.changeAddress(of: key, to: email) }
                case 10: try snapshot.stage(.set(plan, .text("p\(random.number(0...9))")), on: ContactQuery())
                default: try snapshot.stage(.set(number, .integer(Int64(random.number(1...1_000)))), on: key)
                }
            }
            // Events come last, so that their contacts are by then what the account is to show them as.
            for _ in 0..<random.number(0...4) where !keys.isEmpty {
                let key = random.pick(keys)
                let id = Int64(fired.count)
                let value = try snapshot.value(.field(number), of: key)
                var parameters: [(String, Value)] = [("id", .integer(id))]
                if let value { parameters.append(("n", value)) }
                try snapshot.stage(.fire(EventDraft(name: "Event", parameters: EventParameters(parameters))), on: key)
                fired[id] = policy == .atLeastOnce
            }
        }
        (self.random, self.fired, self.names) = (random, fired, names)
        runs.append(record.id)
    }

    private mutating func load() throws {
        var rows = ["email,n,plan,status"]
        var emails: Set<String> = []
        for _ in 0..<random.number(1...6) {
            let email = "c\(random.number(0...15))@example.com"
            guard emails.insert(email).inserted else { continue }
            let status = random.oneIn(4) ? "unsubscribed" : "subscribed"
            rows.append("\(email),\(random.number(0...1_000)),p\(random.number(0...5)),\(status)")
        }
        let list = random.oneIn(2) ? try fixture.listName(&random) : nil
        let report = try fixture.load(rows.joined(separator: "\n")) { options in
            if let list { options.lists = [list] }
        }
        runs.append(report.run)
    }

    private mutating func undo() throws {
        guard !runs.isEmpty else { return }
        let run = runs.remove(at: random.number(0...(runs.count - 1)))
        _ = try fixture.undo(run, resubscribes: true)
    }

    private mutating func push() throws {
        let faults = RandomFaults(seed: random.next(), oneIn: random.pick([3, 10, 1_000]))
        let deaths = RandomFaults(seed: random.next(), oneIn: random.pick([5, 30, 1_000]))
        fixture.account.change { $0.fault = { _ in faults.next() } }
        _ = try fixture.push { deaths.next() != nil }
        fixture.account.change { $0.fault = { _ in nil } }
    }

    func finish() throws {
        try fixture.push()
        try fixture.expectSame()
        let status = try fixture.store.deliveryStatus()
        #expect(status.isDone)
        for item in try fixture.store.deliveries([.refused]) { Issue.record("\(item.title) of \(item.email ?? "-"): \(item.message)") }
        var posted: [Int64: Int] = [:]
        for event in fixture.account.read({ $0.events }) {
            let id = try #require(event.params["id"]?.integerValue)
            posted[id, default: 0] += 1
            #expect(event.params["n"] == event.fields["n"], "event \(id) of \(event.email)")
        }
        #expect(Set(posted.keys).isSubset(of: fired.keys))
        var unsure = try fixture.store.deliveries([.unknown], limit: 10_000).count
        for id in try fixture.eventIDs() {
            let (count, mayRepeat) = (posted[id] ?? 0, fired[id] ?? true)
            if mayRepeat { #expect(count >= 1, "event \(id)") } else if count == 0 { unsure -= 1 }
        }
        #expect(unsure >= 0)
        for (id, count) in posted where fired[id] == false { #expect(count == 1, "event \(id)") }
        // What was taken back had not left.
        let kept = Set(try fixture.eventIDs())
        #expect(posted.keys.allSatisfy { kept.contains($0) })
    }
}
