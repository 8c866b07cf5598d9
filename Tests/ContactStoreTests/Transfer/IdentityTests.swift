import ContactStore
import Contacts
import Foundation
import Testing

/// An import of an export is the identity: into an empty store it makes the same contacts, into the same store it changes nothing.
struct IdentityTests {
    private static let seed = ProcessInfo.processInfo.environment["LUNATION_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max)

    private static let texts = [
        "", " ", "x", "a,b", "a;b", "\"", "\"\"", "'", "\\", "\\;", "line\nbreak", "line\r\nbreak", "\r", "tab\there", "=1+1", "+1", "-1",
        "@SUM(A1)", "null", "NULL", "true", "007", "1e5", "2026-01-01", "é", "e\u{301}", "🎈👩‍👩‍👧", "\u{feff}bom", "\u{0}", "zero\u{0}byte",
        "\u{7f}",
        "\u{2028}", " padded ", "{\"a\":1}", String(repeating: "w", count: 255), "\u{1f}\u{8b}",
    ]
    private static let names = [
        "Plan", "Plan,b", "Plan;b;c;d;e;f;g;h;i;j", "a|b|c|d|e|f|g|h|i", "Quote\"d", "=tag", "line", "reason", "E-mail", "Straße", "fields",
        "07",
        "Plan-b", "Plan_b", "back\\slash", "🎈",
    ]

    @Test(arguments: ["all.csv", "all.csv.gz", "all.jsonl", "all.jsonl.gz"], 0..<8)
    func importOfAnExport(file: String, round: Int) throws {
        let seed = Self.seed &+ UInt64(round)
        print("identity of \(file), round \(round): LUNATION_SEED=\(seed)")
        var random = SplitMix64(seed: seed)
        let store = try TemporaryStore()
        try fill(store, &random)
        let path = store.folder + "/" + file
        let options = ExportOptions(format: TransferFormat(path: file))
        let report = try ContactExporter(snapshot: store.snapshot(), options: options).run(ContactQuery(), to: path)

        let other = try TemporaryStore()
        var creating = ImportOptions()
        creating.createsFields = true
        creating.errorsFolder = other.folder
        let into = try ContactImporter(store: other.store, options: creating, clock: other.clock).run(path, startedAt: other.clock.now)
        #expect(into.created == report.count, "seed \(seed): \(into)")
        #expect(into.rejected == 0, "seed \(seed): \(into.firstError ?? "")")
        #expect(try other.store.digest() == store.store.digest(), "seed \(seed)")
        #expect(try ids(other) == ids(store), "seed \(seed)")

        for policy in ImportOptions.Existing.allCases {
            var options = ImportOptions()
            options.existing = policy
            let again = try ContactImporter(store: store.store, options: options, clock: store.clock).run(path, startedAt: store.clock.now)
            #expect(again.unchanged == report.count, "seed \(seed), \(policy): \(again)")
            #expect(again.updated + again.created + again.rejected == 0, "seed \(seed), \(policy): \(again)")
        }
    }

    private func ids(_ store: TemporaryStore) throws -> [UUIDv7] {
        let snapshot = try store.snapshot()
        let cursor = try snapshot.cursor(ContactQuery())
        var ids: [UUIDv7] = []
        while let key = try cursor.next() { if let contact = try snapshot.contact(key) { ids.append(contact.id) } }
        return ids
    }

    private func fill(_ store: TemporaryStore, _ random: inout SplitMix64) throws {
        let types = ValueType.fieldTypes
        var drawn: [(String, ValueType)] = []
        for name in Self.names.shuffled(using: &random).prefix(Int.random(in: 0...10, using: &random)) {
            drawn.append((name, types[Int.random(in: 0..<types.count, using: &random)]))
        }
        let lists = ["News", "a;b", "back\\slash", "\\;", "=x", "ü", "\"q\"", "a,b"].filter { _ in Bool.random(using: &random) }
        var contacts: [(email: String, values: [Value?], lists: [String], isSubscribed: Bool)] = []
        for number in 0..<Int.random(in: 0...40, using: &random) {
            let values = drawn.map { value($0.1, &random) }
            contacts.append(
                (
                    "user\(number)@example.com", values, lists.filter { _ in Int.random(in: 0..<3, using: &random) == 0 },
                    Bool.random(using: &random)
                ))
        }
        var ids = UUIDv7Generator()
        try store.commit { snapshot in
            let fields = try drawn.map { try snapshot.createField(name: $0.0 + " name", tag: $0.0, type: $0.1) }
            for contact in contacts {
                let id = ids.next(milliseconds: 1_000, random: &random)
                let status: SubscriptionStatus = contact.isSubscribed ? .subscribed : .unsubscribed
                let key = try snapshot.createContact(EmailAddress(contact.email), status: status, id: id)
                for (field, value) in zip(fields, contact.values) {
                    if let value { try snapshot.stage(.set(field, try field.validated(value)), on: key) }
                }
                for list in contact.lists { try snapshot.stage(.join(try snapshot.ensureList(list)), on: key) }
            }
        }
    }

    private func value(_ type: ValueType, _ random: inout SplitMix64) -> Value? {
        if Int.random(in: 0..<4, using: &random) == 0 { return nil }
        switch type {
        case .text: return .text(Self.texts[Int.random(in: 0..<Self.texts.count, using: &random)])
        case .integer: return .integer([0, -1, 9_007_199_254_740_993, .max, .min + 1, 42].randomElement(using: &random) ?? 0)
        case .float:
            let special = [0, -0.0, 0.1, 1e300, Double.leastNonzeroMagnitude, -1, 1e15, 123_456_789_012_345_680, .greatestFiniteMagnitude]
            return .float(
                Bool.random(using: &random) ? special.randomElement(using: &random) ?? 0 : .random(in: -1e6...1e6, using: &random))
        case .boolean: return .boolean(Bool.random(using: &random))
        case .date, .timestamp: return .date(CalendarDate(days: Int.random(in: -700_000...2_900_000, using: &random)))
        }
    }
}
