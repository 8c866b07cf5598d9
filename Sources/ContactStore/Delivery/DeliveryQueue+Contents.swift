import Contacts

extension DeliveryQueue {
    /// What tasks say about their contacts, in the order of the tasks. Changes of one task are laid over each other: the later one wins.
    public func contents(of tasks: [DeliveryTask]) throws -> [DeliveryContent] {
        try store.translating {
            // One state: an erasure between two statements would leave half a contact.
            try connection.execute(connection.dialect.beginSnapshot)
            defer { if connection.isInTransaction { try? connection.execute("COMMIT") } }
            try fillParts(tasks)
            return try DeliveryReader(connection: connection).read(tasks.count)
        }
    }

    private func fillParts(_ tasks: [DeliveryTask]) throws {
        try connection.execute("DELETE FROM temp.delivery_part; DELETE FROM temp.delivery_property")
        let insert = try connection.cached(
            """
            INSERT INTO temp.delivery_part (seq, id, run, contact, source, email, new_email)
            SELECT ?, id, run, contact, source, email, new_email FROM delivery WHERE id = ?
            """)
        for (sequence, task) in tasks.enumerated() {
            for id in task.rows {
                try insert.bind(1, Int64(sequence))
                try insert.bind(2, id)
                _ = try insert.step()
                insert.reset()
            }
        }
    }
}
