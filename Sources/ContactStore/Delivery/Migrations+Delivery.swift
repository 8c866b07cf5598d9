extension Migrations {
    /// The queue of what the account is to be told, in the order of its numbers.
    ///
    /// `contact` is 0 for lists and fields; `target` is the event, list or field. `email` is the address under which the account knows
    /// the contact before the step, `new_email` the one that it takes; of a list or field the name under which it is being made there. `call` is the import that carries the row, in `delivery_call`,
    /// whose `job` is the account's number of it. `policy` is 1 for what must not be sent twice.
    static let fourthOfDelivery = """
        CREATE TABLE delivery (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            run INTEGER NOT NULL,
            contact INTEGER NOT NULL,
            step INTEGER NOT NULL,
            target INTEGER NOT NULL DEFAULT 0,
            source INTEGER NOT NULL DEFAULT 0,
            email TEXT,
            new_email TEXT,
            policy INTEGER NOT NULL DEFAULT 0,
            state INTEGER NOT NULL DEFAULT 0,
            call INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0,
            message TEXT,
            settled_at INTEGER
        );
        CREATE INDEX delivery_queued ON delivery (id) WHERE state = 0;
        CREATE INDEX delivery_open ON delivery (contact) WHERE state < 2;
        CREATE INDEX delivery_call_rows ON delivery (call) WHERE call IS NOT NULL;
        CREATE TABLE delivery_call (id INTEGER PRIMARY KEY AUTOINCREMENT, job INTEGER);
        """
}
