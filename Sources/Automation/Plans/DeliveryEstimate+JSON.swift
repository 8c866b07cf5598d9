public import ContactStore
public import Formats

extension DeliveryEstimate {
    /// `{"imports": 3, "imported_contacts": 120000, "updates": 41, …, "calls": 12047, "minutes": 61}`; no minutes where the account sets no
    /// limit.
    public var json: JSONObject {
        var object = JSONObject()
        let counts = [
            ("imports", imports), ("imported_contacts", imports > 0 ? importedContacts : 0), ("updates", singleUpdates),
            ("deletions", deletions), ("events", events), ("lists_and_fields", shared), ("calls", calls),
        ]
        for (name, count) in counts { object[name] = .integer(Int64(count)) }
        object["calls_per_minute"] = callsPerMinute.map { .integer(Int64($0)) }
        object["minutes"] = minutes.map { .integer(Int64($0)) }
        return object
    }
}
