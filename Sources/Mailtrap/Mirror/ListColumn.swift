import Formats

/// How a column names the lists that contacts are on: by names or ids, with something between them.
struct ListColumn: Equatable {
    /// The byte between two lists; nil for JSON arrays.
    let separator: UInt8?
    private let lists: [String: Int64]

    /// The account's ids of the lists in a cell; nil where one of them is none of its lists.
    func lists(_ cell: String) -> [Int64]? {
        var ids: [Int64] = []
        for name in Self.parts(cell, separator) {
            guard let id = lists[name] else { return nil }
            ids.append(id)
        }
        return ids
    }

    private static func parts(_ cell: String, _ separator: UInt8?) -> [String] {
        guard let separator else {
            guard let json = try? JSONValue(parsing: cell), let values = json.arrayValue else { return [cell] }
            return values.map { $0.stringValue ?? $0.description }
        }
        return cell.utf8.split(separator: separator).map { trimmed(Substring($0)) }.filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// The forms that a column may have, for an account's lists: those in which no name can be taken for two, or for another's id.
    static func candidates(_ lists: [ListResource]) -> [ListColumn] {
        let ids = Dictionary(lists.map { ("\($0.id)", $0.id) }, uniquingKeysWith: { first, _ in first })
        let names = Dictionary(lists.map { (trimmed($0.name[...]), $0.id) }, uniquingKeysWith: { first, _ in first })
        guard names.count == lists.count, names.allSatisfy({ name, id in ids[name].map { $0 == id } ?? true }) else { return [] }
        let separators = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: "\n")]
        let unused = separators.filter { separator in !names.keys.contains { $0.utf8.contains(separator) } }
        return separators.map { ListColumn(separator: $0, lists: ids) } + unused.map { ListColumn(separator: $0, lists: names) } + [
            ListColumn(separator: nil, lists: ids.merging(names) { id, _ in id })
        ]
    }
}
