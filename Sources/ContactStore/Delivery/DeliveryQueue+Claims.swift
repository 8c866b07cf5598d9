public import Contacts

extension DeliveryQueue {
    /// Takes tasks for calls of their own. Answers those that are still as they were planned; the others were taken back meanwhile.
    public func claim(_ tasks: [DeliveryTask], at now: Timestamp) throws -> [DeliveryTask] {
        try beforeWrite()
        return try store.translating {
            try connection.transaction {
                try tasks.filter { task in
                    var taken: [Int64] = []
                    for id in task.rows {
                        try connection.run("UPDATE delivery SET state = 1, call = NULL WHERE id = ? AND state = 0", [.integer(id)])
                        if connection.changedRows == 1 { taken.append(id) }
                    }
                    guard taken.count == task.rows.count else {
                        for id in taken { try connection.run("UPDATE delivery SET state = 0 WHERE id = ?", [.integer(id)]) }
                        return false
                    }
                    if task.step == .event {
                        try connection.run(
                            "UPDATE event SET sent_at = ? WHERE id = ?", [.integer(now.milliseconds), .integer(task.target)])
                    }
                    return true
                }
            }
        }
    }

    /// Takes tasks for an import. Answers the number of the call; nil where some were taken back meanwhile, and none is taken.
    public func claimImport(_ tasks: [DeliveryTask]) throws -> Int64? {
        try beforeWrite()
        return try store.translating {
            try connection.transaction { () -> Int64? in
                try fill(tasks)
                let count = try connection.integer(
                    "SELECT count(*) FROM temp.delivery_id i JOIN delivery d ON d.id = i.id WHERE d.state = 0")
                guard count == Int64(tasks.reduce(0) { $0 + $1.rows.count }) else { return nil }
                try connection.execute("INSERT INTO delivery_call (job) VALUES (NULL)")
                let call = try connection.integer("SELECT last_insert_rowid()") ?? 0
                try connection.run(
                    "UPDATE delivery SET state = 1, call = ? WHERE id IN (SELECT id FROM temp.delivery_id)", [.integer(call)])
                return call
            }
        }
    }

    /// Notes the account's number of an import, by which it can be asked after once this process is gone.
    public func note(job: Int64?, of call: Int64) throws {
        try beforeWrite()
        try store.translating {
            try connection.run("UPDATE delivery_call SET job = ? WHERE id = ?", [job.map { .integer($0) } ?? .null, .integer(call)])
        }
    }

    /// Writes down what became of tasks, in one transaction.
    public func settle(_ outcomes: [(task: DeliveryTask, outcome: DeliveryOutcome)], at now: Timestamp) throws {
        guard !outcomes.isEmpty else { return }
        try beforeWrite()
        try store.translating {
            try connection.transaction {
                for (task, outcome) in outcomes { try settle(task, outcome, now) }
            }
        }
    }

    /// Writes down that an import is done with: all of its rows but those that were settled before.
    public func settleImport(_ call: Int64, _ outcome: DeliveryOutcome, at now: Timestamp) throws {
        try beforeWrite()
        try store.translating {
            try connection.transaction {
                try set(outcome, now, where: SQLFragment("call = ? AND state = 1", [.integer(call)]))
                try connection.run("DELETE FROM delivery_call WHERE id = ?", [.integer(call)])
            }
        }
    }

    private func settle(_ task: DeliveryTask, _ outcome: DeliveryOutcome, _ now: Timestamp) throws {
        if task.step == .event, outcome.leavesStore == false {
            try connection.run("UPDATE event SET sent_at = NULL WHERE id = ?", [.integer(task.target)])
        }
        for id in task.rows { try set(outcome, now, where: SQLFragment("id = ? AND state < 2", [.integer(id)])) }
    }

    func set(_ outcome: DeliveryOutcome, _ now: Timestamp, where condition: SQLFragment) throws {
        let stamp = SQLValue.integer(now.milliseconds)
        func update(_ assignments: String, _ values: [SQLValue]) throws {
            try connection.run("UPDATE delivery SET \(assignments) WHERE \(condition.text)", values + condition.values)
        }
        switch outcome {
        case .delivered, .dropped:
            if case .delivered = outcome { try noteErased(condition) }
            let state = outcome == .delivered ? DeliveryState.delivered : .dropped
            try update("state = ?, settled_at = ?, email = NULL, new_email = NULL, message = NULL", [.integer(state.rawValue), stamp])
        case .notSent(let mayHaveActed, let message):
            try update(
                "state = 0, call = NULL, attempts = attempts + ?, message = ?",
                [.integer(mayHaveActed ? 1 : 0), message.map { .text($0) } ?? .null])
        case .refused(let message):
            try update(
                "state = ?, call = NULL, settled_at = ?, message = ?",
                [.integer(DeliveryState.refused.rawValue), stamp, .text(message)])
        case .unknown(let message):
            try update(
                "state = ?, call = NULL, settled_at = ?, message = ?",
                [.integer(DeliveryState.unknown.rawValue), stamp, .text(message)])
        }
    }

    /// The address of an erased contact is in the file's bytes once it is out of the queue, until these are cleaned.
    private func noteErased(_ condition: SQLFragment) throws {
        let sql = "SELECT 1 FROM delivery WHERE source = 4 AND email IS NOT NULL AND \(condition.text) LIMIT 1"
        guard try connection.integer(sql, condition.values) != nil else { return }
        try connection.execute("INSERT OR IGNORE INTO meta VALUES ('shred', 1)")
        hasErased = true
    }

    /// What a process that has died has left in between: what may be repeated is queued again, an event follows its job's policy, and
    /// imports are answered, with the account's number of each where it was told.
    public func recover(at now: Timestamp) throws -> [(call: Int64, job: Int64?)] {
        try beforeWrite()
        return try store.translating {
            try connection.transaction {
                try connection.run(
                    """
                    UPDATE delivery SET state = 4, settled_at = ?, message = 'the program was ended while it was sent'
                    WHERE state = 1 AND step = 4 AND policy = 1
                    """, [.integer(now.milliseconds)])
                try connection.execute(
                    """
                    UPDATE delivery SET state = 0, attempts = attempts + 1 WHERE state = 1 AND call IS NULL;
                    DELETE FROM delivery_call WHERE id NOT IN (SELECT call FROM delivery WHERE state = 1 AND call IS NOT NULL)
                    """)
                var calls: [(Int64, Int64?)] = []
                try connection.rows("SELECT id, job FROM delivery_call ORDER BY id") { row in
                    calls.append((row.integer(0), row.isNull(1) ? nil : row.integer(1)))
                }
                return calls
            }
        }
    }

    /// The tasks of an import that was begun, as they were.
    public func tasks(of call: Int64) throws -> [DeliveryTask] {
        try store.translating {
            var rows: [Int64: [Int64]] = [:]
            var order: [Int64] = []
            try connection.rows("SELECT id, contact FROM delivery WHERE call = ? AND state = 1 ORDER BY id", [.integer(call)]) { row in
                if rows[row.integer(1)] == nil { order.append(row.integer(1)) }
                rows[row.integer(1), default: []].append(row.integer(0))
            }
            return order.map { contact in
                DeliveryTask(step: .upsert, contact: contact, target: 0, rows: rows[contact] ?? [], isAtMostOnce: false, attempts: 0)
            }
        }
    }

    /// Cleans the store's bytes of the addresses of erased contacts whose deletion has been delivered since the last time.
    public func shredErased() throws {
        guard hasErased else { return }
        hasErased = try !store.shred([])
    }

    /// Forgets what was settled long ago. What was refused or is unknown stays until somebody has seen to it.
    public func removeOld(before instant: Timestamp) throws {
        try store.translating {
            try connection.run("DELETE FROM delivery WHERE state IN (2, 5) AND settled_at < ?", [.integer(instant.milliseconds)])
        }
    }
}
