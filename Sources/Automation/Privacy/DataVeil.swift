import ContactStore
import Contacts
import Formats
import Lua

/// What stands between a script and its logs and errors: nothing of contacts goes through unless it was asked for, and no secret
/// at all.
///
/// Addresses are known by their form. Other texts are known because the script has read them of a contact or an event in this
/// run; what its own text says, and what lists, fields, segments and events are called, is no contact data. What a script makes
/// of a value (a part of it, its bytes turned round) is not known.
final class DataVeil {
    /// What stands in the place of a text that was read of a contact or an event.
    static let mark = "‹value›"

    /// Whether contact data was asked for.
    let showsData: Bool
    let secrets: Secrets
    let seen = SeenTexts()
    /// What is called how; as it was at first, once the snapshot is gone.
    private var catalog: Catalog { snapshot?.catalog ?? firstCatalog }
    private weak var snapshot: Snapshot?
    private let firstCatalog: Catalog
    private var sources: [[UInt8]]
    /// What errors have quoted because it was asked for, and records of them do not.
    private var quotes: Set<String> = []

    init(showsData: Bool, secrets: Secrets, source: [UInt8], snapshot: Snapshot) {
        self.showsData = showsData
        self.secrets = secrets
        self.snapshot = snapshot
        firstCatalog = snapshot.catalog
        sources = [source]
    }

    /// A text of the script's own, whose words are no contact data: a module, a line of the console.
    func learn(source: [UInt8]) { sources.append(source) }

    /// A text as logs, errors and printed lines show it.
    func shown(_ text: String) -> String { showsData ? secrets.redacted(text) : masked(text) }

    /// A text as records keep it, whatever was asked for.
    func masked(_ text: String) -> String {
        var text = secrets.redacted(text)
        for quote in quotes {
            text = text.replacing(exactly: "'\(quote)'", with: Self.words(quote)).replacing(exactly: quote, with: Self.mark)
        }
        return AddressMask.masked(maskingSeen(text))
    }

    func shown(_ error: LuaError) -> LuaError { error.mapped(shown) }

    func masked(_ error: LuaError) -> LuaError { error.mapped(masked) }

    func shown(_ entry: LogEntry) -> LogEntry {
        let fields = entry.fields.map { name, value -> (String, Value) in
            if case .text(let text) = value { (shown(name), .text(shown(text))) } else { (shown(name), value) }
        }
        return LogEntry(
            level: entry.level, message: shown(entry.message), fields: Dictionary(fields, uniquingKeysWith: { first, _ in first }),
            script: entry.script, line: entry.line)
    }

    /// A value that a message quotes: in quotation marks where the script's own text says it, or where it was asked for; else how
    /// long it is.
    func quoted(_ text: String) -> String {
        if isPublic(Array(text.utf8)[...]) { return "'\(text)'" }
        guard showsData else { return Self.words(text) }
        quotes.insert(text)
        return "'\(text)'"
    }

    private static func words(_ text: String) -> String {
        "‹\(text.count) character\(text.count == 1 ? "" : "s")›"
    }

    /// Whether a text is the script's or the workspace's, not a contact's.
    private func isPublic(_ text: ArraySlice<UInt8>) -> Bool {
        if text.isEmpty || sources.contains(where: { WordBytes.contains($0, text) }) { return true }
        let word = String(decoding: text, as: UTF8.self).lowercased()
        let catalog = catalog
        return catalog.lists.contains { $0.name.lowercased() == word }
            || catalog.fields.contains { $0.tag.lowercased() == word || $0.name.lowercased() == word }
            || catalog.segments.contains { $0.name.lowercased() == word }
    }

    private func maskingSeen(_ text: String) -> String {
        guard !seen.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var copied = 0
        var start = 0
        while start < bytes.count {
            guard bytes[start] > 0x20, WordBytes.isBoundary(bytes, start), let end = seenEnd(bytes, start) else {
                start += 1
                continue
            }
            result += bytes[copied..<start] + Self.mark.utf8
            copied = end
            start = end
        }
        return copied == 0 ? text : String(decoding: result + bytes[copied...], as: UTF8.self)
    }

    /// Where the longest text ends that begins at a place and was read of a contact; nil where none does.
    private func seenEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
        var hash = TextHash()
        var ends: [Int] = []
        for index in start..<min(bytes.count, start + SeenTexts.longest) {
            hash.add(bytes[index])
            guard index + 1 - start >= SeenTexts.shortest, bytes[index] > 0x20, WordBytes.isBoundary(bytes, index + 1) else { continue }
            if seen.contains(hash) { ends.append(index + 1) }
        }
        return ends.last { !isPublic(bytes[start..<$0]) && !Self.isCount(bytes[start..<$0]) }
    }

    /// Whether a text is a number that could be counted, rather than a telephone's or a postal code.
    private static func isCount(_ text: ArraySlice<UInt8>) -> Bool {
        text.count < 5 && text.allSatisfy { $0 &- UInt8(ascii: "0") <= 9 }
    }
}
