public import Contacts

/// The queue of what a live account is to be told, as its pusher uses it: on one thread, while it has the workspace's lock.
///
/// A task is claimed in a transaction before its call goes out and settled after it, so that a process that dies in between leaves
/// rows that say so.
public final class DeliveryQueue {
    let store: ContactStore
    let connection: any SQLConnection
    /// Whether the deletion of an erased contact was delivered, whose address is still in the file's unused bytes.
    var hasErased = false
    /// Called before anything is written: tests end a pusher there.
    var beforeWrite: () throws -> Void = {}

    /// - Throws: ``StoreError``.
    public init(_ store: ContactStore) throws {
        self.store = store
        connection = try store.connect(.commit)
        try store.translating {
            try connection.execute(
                """
                CREATE TEMP TABLE delivery_part (
                    seq INTEGER NOT NULL, id INTEGER NOT NULL, run INTEGER NOT NULL, contact INTEGER NOT NULL, source INTEGER NOT NULL,
                    email TEXT, new_email TEXT, PRIMARY KEY (seq, id)
                ) WITHOUT ROWID;
                CREATE TEMP TABLE delivery_property (
                    run INTEGER NOT NULL, kind INTEGER NOT NULL, target INTEGER NOT NULL, PRIMARY KEY (run, kind, target)
                ) WITHOUT ROWID;
                CREATE TEMP TABLE delivery_id (id INTEGER PRIMARY KEY)
                """)
        }
    }

    /// Whether there is an account, and something that waits for being sent to it.
    public func hasWork() throws -> Bool {
        try store.translating {
            try connection.integer("SELECT 1 FROM delivery WHERE state = 0 LIMIT 1") != nil
                && connection.integer("SELECT 1 FROM remote") != nil
        }
    }

    /// The oldest contacts' changes and events that are queued, by chains.
    public func window(limit: Int = 200_000) throws -> DeliveryWindow {
        try store.translating {
            var window = DeliveryWindow()
            // Two contacts can have had one address only where one of them went or took another.
            let isShared =
                try connection.integer("SELECT 1 FROM delivery WHERE state = 0 AND (step = 3 OR new_email IS NOT NULL) LIMIT 1") != nil
            let statement = try connection.cached(
                """
                SELECT id, contact, step, target, policy, attempts, email, new_email FROM delivery
                WHERE state = 0 AND contact > 0 ORDER BY id LIMIT ?
                """)
            try statement.bind([.integer(Int64(limit))])
            defer { statement.reset() }
            while try statement.step() {
                guard let step = DeliveryStep(rawValue: statement.integer(2)) else { continue }
                let row = DeliveryRow(
                    id: statement.integer(0), contact: statement.integer(1), step: step, target: statement.integer(3),
                    isAtMostOnce: statement.integer(4) == 1, attempts: Int(statement.integer(5)))
                window.add(row, emails: isShared ? [6, 7].filter { !statement.isNull($0) }.map { statement.text($0) } : [])
            }
            return window
        }
    }

    /// The event of a task: its name and parameters; nil where it is gone.
    public func event(_ task: DeliveryTask) throws -> (email: String, name: String, parameters: EventParameters)? {
        try store.translating {
            var found: (String, String, EventParameters)?
            let sql = """
                SELECT d.email, n.name, e.params FROM delivery d JOIN event e ON e.id = d.target JOIN event_name n ON n.id = e.name
                WHERE d.id = ? AND d.email IS NOT NULL
                """
            try connection.cachedRows(sql, [.integer(task.rows.first ?? 0)]) { row in
                found = (row.text(0), row.text(1), row.isNull(2) ? .none : EventCoding.parameters(row.text(2)))
            }
            return found
        }
    }

    /// The addresses under which the account may know the contact that a task deletes: the one that it had, and those that it has
    /// taken by calls of which nobody knows whether they have arrived.
    public func addresses(_ task: DeliveryTask) throws -> [String] {
        try store.translating {
            var found: [String] = []
            for id in task.rows {
                try connection.cachedRows("SELECT email, new_email FROM delivery WHERE id = ?", [.integer(id)]) { row in
                    if found.isEmpty, !row.isNull(0) { found.append(row.text(0)) }
                    if task.attempts > 0, !row.isNull(1) { found.append(row.text(1)) }
                }
            }
            return found
        }
    }

    func fill(_ tasks: [DeliveryTask]) throws {
        try connection.execute("DELETE FROM temp.delivery_id")
        let insert = try connection.cached("INSERT INTO temp.delivery_id VALUES (?)")
        // In their order, so that they are put behind each other.
        for id in tasks.flatMap(\.rows).sorted() {
            try insert.bind(1, id)
            _ = try insert.step()
            insert.reset()
        }
    }
}
