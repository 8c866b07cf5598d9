import Contacts

/// Where a query's contacts come from: the store alone, or the store with what the run has staged laid over it.
///
/// Only properties that have staged changes pay for the overlay; the others are read straight from their columns.
struct ContactSource {
    let catalog: Catalog
    let staged: StagedShape

    /// The table expression, to be called `c`.
    var table: String {
        guard staged.hasCreations else { return "contact" }
        let base = "id, uuid, email, status, created_at, updated_at, revision, reason"
        let stored = catalog.fields.filter { !staged.createdFields.contains($0.id) }.map { Schema.column($0.id) }
        let columns = stored.map { ", " + $0 }.joined()
        let nulls = stored.map { ", NULL AS " + $0 }.joined()
        return "(SELECT \(base)\(columns) FROM contact UNION ALL SELECT \(base)\(nulls) FROM temp.new_contact)"
    }

    /// A condition that leaves out contacts whose deletion is staged; nil where there are none.
    var alive: String? {
        staged.has(.deleteContact, 0)
            ? "NOT EXISTS (SELECT 1 FROM temp.change s WHERE s.kind = 2 AND s.target = 0 AND s.contact = c.id)" : nil
    }

    var email: String {
        staged.has(.email, 0) ? "coalesce(\(after(.email, 0)), c.email)" : "c.email"
    }

    var status: String {
        staged.has(.status, 0) ? "coalesce(\(after(.status, 0)), c.status)" : "c.status"
    }

    func field(_ id: Int64) -> String {
        let stored = staged.createdFields.contains(id) ? "NULL" : "c.\(Schema.column(id))"
        guard staged.has(.field, id) else { return stored }
        let exists = "EXISTS (SELECT 1 FROM temp.change s WHERE s.kind = 6 AND s.target = \(id) AND s.contact = c.id)"
        return "(CASE WHEN \(exists) THEN \(after(.field, id)) ELSE \(stored) END)"
    }

    func membership(list id: Int64) -> String {
        let stored = "EXISTS (SELECT 1 FROM membership m WHERE m.list = \(id) AND m.contact = c.id)"
        return staged.has(.list, id) ? "coalesce(\(after(.list, id)), \(stored))" : stored
    }

    /// The table expression for events.
    var events: String {
        guard staged.hasEvents else { return "event" }
        return "(SELECT contact, name, at, key, params FROM event UNION ALL SELECT contact, name, at, key, params FROM temp.new_event)"
    }

    private func after(_ kind: StagedShape.Kind, _ target: Int64) -> String {
        "(SELECT s.after FROM temp.change s WHERE s.kind = \(kind.rawValue) AND s.target = \(target) AND s.contact = c.id)"
    }
}
