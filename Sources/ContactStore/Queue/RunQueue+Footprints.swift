import Contacts
import Scheduling

extension RunQueue {
    /// What a run has left, by its number.
    public func footprint(of run: Int64) throws -> RunFootprint {
        try request { transaction in
            let connection = transaction.connection
            var contacts: [ContactKey] = []
            // Kinds from 20 on are changes of what contacts share.
            try connection.rows("SELECT DISTINCT contact FROM journal WHERE run = ? AND kind < 20 ORDER BY contact", [.integer(run)]) {
                contacts.append(ContactKey($0.integer(0)))
            }
            let events = try connection.integer(
                "SELECT last_event - first_event + 1 FROM run WHERE id = ? AND first_event IS NOT NULL", [.integer(run)])
            return RunFootprint(contacts: contacts, events: Int(events ?? 0))
        }
    }
}
