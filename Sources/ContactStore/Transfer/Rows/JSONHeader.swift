import Contacts
import Formats

/// The names that the first lines of a JSON Lines file have, in the order in which they come, with the types of their values: what
/// the header and the first rows of a CSV file are.
struct JSONHeader {
    private(set) var names: [String] = []
    private(set) var types: [ValueType] = []

    init(of path: String) throws {
        let reader = JSONLinesReader(try ByteReader(path: path))
        var inference = TypeInference(columns: 0)
        var places: [String: Int] = [:]
        var names: [String] = []
        func note(_ name: String, _ value: JSONValue) {
            let place = places[name] ?? names.count
            if place == names.count {
                places[name] = place
                names.append(name)
                inference.addColumn()
            }
            inference.note(value, at: place)
        }
        var count = 0
        while count < TypeInference.rows, let next = try reader.next() {
            count += 1
            guard case .success(.object(let object)) = next else { continue }
            for (name, value) in object {
                if name == "fields", case .object(let members) = value {
                    for (name, value) in members { note(name, value) }
                } else if name != "fields" || Self.isPlain(value) {
                    note(name, value)
                }
            }
        }
        self.names = names
        types = inference.types
    }

    private static func isPlain(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .array, .object: false
        default: true
        }
    }
}
