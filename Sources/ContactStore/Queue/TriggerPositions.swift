import Contacts
import Scheduling

/// How far jobs have handled the logs that start them. Runs inside a transaction.
struct TriggerPositions {
    let connection: any SQLConnection

    /// Begins at the ends of the logs for triggers that a job has not had before, and forgets those that it has no more.
    func link(_ job: Int64, _ triggers: [JobTrigger]) throws {
        let names = Set(triggers.map(\.description))
        var known: Set<String> = []
        try connection.cachedRows("SELECT trigger FROM position WHERE job = ?", [.integer(job)]) { known.insert($0.text(0)) }
        for gone in known.subtracting(names) {
            try connection.run("DELETE FROM position WHERE job = ? AND trigger = ?", [.integer(job), .text(gone)])
        }
        for trigger in Set(triggers) where !known.contains(trigger.description) {
            guard let end = try end(of: trigger) else { continue }
            try connection.run(
                "INSERT INTO position (job, trigger, value) VALUES (?, ?, ?)",
                [.integer(job), .text(trigger.description), .integer(end)])
        }
    }

    /// The number of the last row of a trigger's log; nil for a trigger without one.
    private func end(of trigger: JobTrigger) throws -> Int64? {
        switch trigger {
        case .event: try connection.integer("SELECT coalesce(max(id), 0) FROM event")
        case .enter, .leave: try connection.integer("SELECT coalesce(max(id), 0) FROM crossing")
        case .importFinished: try connection.integer("SELECT value FROM meta WHERE key = 'sequence'")
        case .startup: nil
        }
    }

    /// The rows of a trigger's log that a job has not handled, up to a number of them; nil where there are none.
    func nextBatch(of trigger: JobTrigger, for job: Int64, limit: Int) throws -> TriggerBatch? {
        guard let from = try value(of: trigger, for: job), let log = try log(of: trigger, after: from) else { return nil }
        let last = "SELECT max(id) FROM (\(log.text) ORDER BY id LIMIT ?)"
        guard let through = try connection.integer(last, log.values + [.integer(Int64(limit))]) else { return nil }
        let generation = try connection.integer("SELECT value FROM meta WHERE key = 'event_generation'") ?? 0
        return TriggerBatch(trigger: trigger, from: from, through: through, generation: generation)
    }

    /// How many rows of a trigger's log a job has not handled.
    func waiting(for trigger: JobTrigger, of job: Int64) throws -> Int {
        guard let from = try value(of: trigger, for: job), let log = try log(of: trigger, after: from) else { return 0 }
        return Int(try connection.integer("SELECT count(*) FROM (\(log.text))", log.values) ?? 0)
    }

    /// The numbers of a trigger's rows after one; nil where there is no such log.
    private func log(of trigger: JobTrigger, after from: Int64) throws -> SQLFragment? {
        switch trigger {
        case .event(let name):
            guard let number = try connection.integer("SELECT id FROM event_name WHERE name = ?", [.text(name)]) else { return nil }
            // By number, which the log grows along; the index of names goes by contact.
            return SQLFragment("SELECT id FROM event WHERE id > ? AND +name = ?", [.integer(from), .integer(number)])
        case .enter(let segment), .leave(let segment):
            let enters: Int64 = if case .enter = trigger { 1 } else { 0 }
            return SQLFragment(
                "SELECT id FROM crossing WHERE id > ? AND segment = ? AND enters = ?", [.integer(from), .text(segment), .integer(enters)])
        case .importFinished:
            return SQLFragment(
                "SELECT sequence AS id FROM run WHERE sequence > ? AND kind LIKE 'import%' AND status = 'committed'", [.integer(from)])
        case .startup: return nil
        }
    }

    private func value(of trigger: JobTrigger, for job: Int64) throws -> Int64? {
        try connection.integer(
            "SELECT value FROM position WHERE job = ? AND trigger = ?", [.integer(job), .text(trigger.description)])
    }

    /// Moves a job's position over a batch. False where the batch is not what comes next any more, or its log was cut meanwhile.
    func move(_ job: Int64, over batch: TriggerBatch) throws -> Bool {
        if case .event = batch.trigger {
            let generation = try connection.integer("SELECT value FROM meta WHERE key = 'event_generation'") ?? 0
            guard generation == batch.generation else { return false }
        }
        try connection.run(
            "UPDATE position SET value = ? WHERE job = ? AND trigger = ? AND value = ?",
            [.integer(batch.through), .integer(job), .text(batch.trigger.description), .integer(batch.from)])
        return connection.changedRows == 1
    }

    /// Events were taken out of the log. Their numbers may be given to others, which nobody has handled: no position is past the
    /// last number that is left, and batches of the log as it was are void.
    func noteRemovedEvents() throws {
        try connection.execute(
            """
            UPDATE position SET value = (SELECT coalesce(max(id), 0) FROM event)
            WHERE trigger LIKE 'event:%' AND value > (SELECT coalesce(max(id), 0) FROM event);
            UPDATE meta SET value = value + 1 WHERE key = 'event_generation'
            """)
    }
}
