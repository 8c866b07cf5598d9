import Contacts
import Formats

/// A word and what comes after it, as ``FilterCoding`` writes them.
struct FilterParts {
    let word: String
    private let rest: [JSONValue]

    var count: Int { rest.count }

    subscript(index: Int) -> JSONValue { rest[index] }

    func text(_ index: Int) throws -> String {
        guard index < rest.count, let text = rest[index].stringValue else { throw FilterError.unreadable("'\(word)' without a text") }
        return text
    }

    var all: [JSONValue] { rest }

    init(_ json: JSONValue) throws {
        guard let parts = json.arrayValue, let word = parts.first?.stringValue else {
            throw FilterError.unreadable("a list of a word and its arguments expected")
        }
        self.word = word
        self.rest = Array(parts.dropFirst())
    }
}

extension FilterCoding {
    func parts(_ json: JSONValue) throws -> FilterParts { try FilterParts(json) }
}
