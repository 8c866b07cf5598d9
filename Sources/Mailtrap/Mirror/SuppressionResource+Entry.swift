import ContactStore
import Contacts
import Formats

extension SuppressionResource {
    /// The entry that the store keeps; nil for what is no address.
    ///
    /// Mailtrap's ids are of any version: where one is not of ours, the entry gets one that is made of it, so that the same one comes
    /// out each time.
    var entry: SuppressionEntry? {
        guard let email = try? EmailAddress(email) else { return nil }
        let created = createdAt ?? Timestamp(milliseconds: 0)
        var known = JSONObject()
        for (key, value) in details {
            if value.isNull || value.stringValue == "" { continue }
            known[String(key.dropFirst("message_".count))] = value
        }
        return SuppressionEntry(
            id: UUIDv7(id) ?? Self.id(of: id, created), email: email, kind: SuppressionEntry.Kind(rawValue: type) ?? .manualImport,
            stream: SuppressionEntry.Stream(rawValue: sendingStream) ?? .any, domainName: domainName, createdAt: created,
            details: known.isEmpty ? nil : JSONValue.object(known).description)
    }

    private static func id(of text: String, _ created: Timestamp) -> UUIDv7 {
        // FNV-1a, twice from different starts: 74 bits are wanted.
        func hash(_ start: UInt64) -> UInt64 { text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } }
        var source = SplitMix64(seed: hash(0xcbf2_9ce4_8422_2325))
        return UUIDv7(milliseconds: max(0, created.milliseconds), random: &source)
    }
}
