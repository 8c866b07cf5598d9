import Formats

/// What one client knows of its contacts, which nobody else changes.
struct ContactModel {
    struct Known: Equatable {
        var fields: [String: JSONValue] = [:]
        var lists: Set<Int64> = []
        var isSubscribed = true
    }

    var contacts: [String: Known] = [:]
    var events = 0

    /// What an answer says of a contact, without the field that a script changes meanwhile.
    static func known(_ contact: JSONValue) -> Known {
        var known = Known()
        for (tag, value) in contact["fields"]?.objectValue ?? [:] where tag != "seen" { known.fields[tag] = value }
        known.lists = Set(contact["list_ids"]?.arrayValue?.compactMap(\.integerValue) ?? [])
        known.isSubscribed = contact["status"] == "subscribed"
        return known
    }
}
