import Contacts
import Formats

/// A first look through the whole export: what can be read from it alone, and what takes exports of its own.
struct ExportScan {
    var header: ExportHeader?
    var rows = 0
    /// How the lists are named; nil where that takes an export for each list.
    var lists: ListColumn?
    /// Whether each row says whether its contact has agreed.
    var knowsStatus = false

    init(path: String, fields: [FieldResource], lists: [ListResource]) throws {
        let reader = CSVReader(try ByteReader(path: path), delimiter: nil)
        guard try reader.next() else { return }
        let header = try ExportHeader(reader.strings, fields: fields)
        self.header = header
        let listIndex = header.index(of: .lists)
        let status = ExportStatus(header)
        var candidates = listIndex == nil ? [] : ListColumn.candidates(lists)
        var hasLists = false
        knowsStatus = status != nil
        while try reader.next() {
            rows += 1
            if knowsStatus, let status, status.read(reader) == nil { knowsStatus = false }
            guard let listIndex, !candidates.isEmpty, listIndex < reader.count, !reader[listIndex].isEmpty else { continue }
            hasLists = true
            let cell = String(decoding: reader[listIndex], as: UTF8.self)
            candidates.removeAll { $0.lists(cell) == nil }
        }
        // A column in which nobody is on any list may be something else.
        if hasLists { self.lists = candidates.first }
    }
}
