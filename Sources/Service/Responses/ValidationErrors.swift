import Contacts

/// What is wrong with a request, by attribute, in the order in which it was found.
struct ValidationErrors: Equatable {
    private(set) var attributes: [(name: String, messages: [String])] = []

    init() {}

    init(_ attribute: String, _ message: String) { add(attribute, message) }

    init(_ problems: [Invalid]) {
        for problem in problems { add(problem.attribute, problem.message) }
    }

    var isEmpty: Bool { attributes.isEmpty }

    mutating func add(_ attribute: String, _ message: String) {
        guard let place = attributes.firstIndex(where: { $0.name == attribute }) else {
            attributes.append((attribute, [message]))
            return
        }
        if !attributes[place].messages.contains(message) { attributes[place].messages.append(message) }
    }

    /// An address, unless something is wrong with it, which is noted.
    mutating func address(_ text: String) -> EmailAddress? {
        do {
            return try EmailAddress(text)
        } catch {
            for message in error.messages { add("email", message) }
            return nil
        }
    }

    func check() throws(APIFailure) {
        if !isEmpty { throw .invalid(self) }
    }

    func write(to json: inout JSONText) {
        json.object { json in
            for (name, messages) in attributes {
                json.member(name) { $0.array(messages) { $0.string($1) } }
            }
        }
    }

    static func == (left: Self, right: Self) -> Bool {
        left.attributes.elementsEqual(right.attributes) { $0.name == $1.name && $0.messages == $1.messages }
    }
}
