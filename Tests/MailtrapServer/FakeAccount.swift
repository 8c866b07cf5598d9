import Formats

/// An account in the server's memory. The server's lock guards it.
public struct FakeAccount: Sendable {
    public let id: Int64
    public var name: String
    /// In the order in which they came to be.
    public internal(set) var order: [String] = []
    public internal(set) var contacts: [String: FakeContact] = [:]
    var ids: [String: String] = [:]
    public var lists: [Int64: String] = [:]
    public var fields: [Int64: Field] = [:]
    public var suppressions: [Suppression] = []
    var nextID: Int64 = 1
    var imports: [Int64: Import] = [:]
    var exports: [Int64: Export] = [:]
    /// Imports are done at the first request that comes so many milliseconds later.
    public var importDelay: Int64 = 0
    /// How often an export is asked for before it is finished; it never is where this is nil.
    public var exportPolls: Int? = 1
    public var form = ExportForm()
    /// Whether an export of somebody else's is running.
    public var isExporting = false
    public internal(set) var exportCount = 0

    public struct Field: Sendable, Equatable {
        public var name: String
        public var type: String
        public var tag: String

        public init(name: String, type: String, tag: String) {
            self.name = name
            self.type = type
            self.tag = tag
        }
    }

    public struct Suppression: Sendable {
        public var id: String
        public var email: String
        public var type: String
        public var stream: String

        public init(id: String, email: String, type: String = "hard bounce", stream: String = "any") {
            self.id = id
            self.email = email
            self.type = type
            self.stream = stream
        }
    }

    struct Import: Sendable {
        var rows: [JSONValue]
        var due: Int64
        var created = 0
        var updated = 0
        var isDone = false
    }

    struct Export: Sendable {
        var lists: [Int64]?
        var status: String?
        var polls = 0
        var isDone = false
    }

    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }

    /// The contact with an address.
    public func contact(_ email: String) -> FakeContact? { ids[email].flatMap { contacts[$0] } }

    /// All contacts, by address.
    public var byEmail: [String: FakeContact] { Dictionary(uniqueKeysWithValues: contacts.values.map { ($0.email, $0) }) }

    /// Puts a contact in, or another in its place.
    public mutating func put(_ contact: FakeContact) {
        if let old = contacts[contact.id] { ids[old.email] = nil } else { order.append(contact.id) }
        contacts[contact.id] = contact
        ids[contact.email] = contact.id
    }

    public mutating func remove(_ email: String) {
        guard let id = ids.removeValue(forKey: email) else { return }
        contacts[id] = nil
        order.removeAll { $0 == id }
    }

    /// Makes a list and answers its id.
    @discardableResult
    public mutating func addList(_ name: String) -> Int64 {
        let id = makeID()
        lists[id] = name
        return id
    }

    @discardableResult
    public mutating func addField(_ name: String, _ type: String, tag: String) -> Int64 {
        let id = makeID()
        fields[id] = Field(name: name, type: type, tag: tag)
        return id
    }

    mutating func makeID() -> Int64 {
        nextID += 1
        return nextID
    }

    /// A UUID of version 7 that no other contact has.
    mutating func makeContactID() -> String {
        let number = String(makeID(), radix: 16)
        return "018dd5e3-f6d2-7c00-8f9b-" + String(repeating: "0", count: 12 - number.count) + number
    }

    func find(_ identifier: String) -> FakeContact? { contacts[identifier] ?? contact(identifier.lowercased()) }
}
