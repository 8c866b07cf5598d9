/// The members of a JSON object in the order in which they were added.
///
/// Two objects are equal when they have equal values at the same keys, in any order.
public struct JSONObject: Sendable {
    public typealias Element = (key: String, value: JSONValue)

    private var elements: [Element] = []
    /// Where each key stands; nil while the object is so small that looking through it is faster.
    private var places: [ExactString: Int]?

    private static let smallCount = 12

    public init() {}

    /// The value at a key; setting nil removes the member, setting a value keeps the place of a key that is there.
    public subscript(key: String) -> JSONValue? {
        get { place(of: key).map { elements[$0].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?): elements[place].value = value
            case (let place?, nil): remove(at: place)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// The keys in order.
    public var keys: [String] { elements.map(\.key) }

    /// The values in order.
    public var values: [JSONValue] { elements.map(\.value) }

    /// Adds a member behind the others; false, and nothing happens, where the key is there already.
    mutating func insert(_ key: String, _ value: JSONValue) -> Bool {
        guard place(of: key) == nil else { return false }
        append(key, value)
        return true
    }

    private func place(of key: String) -> Int? {
        if let places { return places[ExactString(key)] }
        let wanted = ExactString(key)
        return elements.firstIndex { ExactString($0.key) == wanted }
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        elements.append((key, value))
        if places != nil {
            places?[ExactString(key)] = elements.count - 1
        } else if elements.count > Self.smallCount {
            indexKeys()
        }
    }

    private mutating func remove(at place: Int) {
        elements.remove(at: place)
        if places != nil { indexKeys() }
    }

    private mutating func indexKeys() {
        places = Dictionary(uniqueKeysWithValues: elements.enumerated().map { (ExactString($1.key), $0) })
    }
}

extension JSONObject: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { elements.count }
    public subscript(position: Int) -> Element { elements[position] }
}

extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        // The same for any order: a sum of what each member hashes to.
        var sum = 0
        for (key, value) in elements {
            var member = Hasher()
            member.combine(ExactString(key))
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Where a key is written twice, the later value stays, at the earlier place.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (key, value) in elements { self[key] = value }
    }
}
