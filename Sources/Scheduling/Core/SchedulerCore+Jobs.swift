public import Contacts

extension SchedulerCore {
    /// Brings the jobs up to what the workspace's scripts say.
    ///
    /// - Parameter scripts: all of them, as they are now. One that cannot be read keeps what was read of it last.
    /// - Returns: what is to be told of it.
    public func apply(_ scripts: [JobScript], now: Timestamp) throws -> [SchedulerOrder] {
        orders = []
        do {
            try store.transact(epoch: epoch, isDurable: false) { transaction in
                if isStale { try reload(transaction, now) }
                try loadJobs(transaction)
                var unseen = Set(jobs.values.filter { !$0.record.isRemoved }.map(\.record.id))
                for script in scripts {
                    if let job = try apply(script, transaction, now) { unseen.remove(job) }
                }
                for job in unseen { try remove(job, transaction, now) }
                try checkTriggers(transaction, now)
                jobsVersion = try transaction.jobsVersion
            }
            isStale = false
            return orders
        } catch {
            isStale = true
            throw error
        }
    }

    private func apply(_ script: JobScript, _ transaction: Store.Transaction, _ now: Timestamp) throws -> Int64? {
        switch script.content {
        case .job(let definition, let hash, let source):
            let old = jobs.values.first { $0.record.name == definition.name }
            guard let old else { return try create(definition, hash, source, transaction, now) }
            let isSame = old.record.hash == hash && old.record.script == script.path && !old.record.isRemoved && old.record.error == nil
            if isSame, old.record.settings == definition.settings { return old.record.id }
            var record = old.record
            if old.record.isRemoved || old.record.settings != definition.settings {
                // What the old schedule says up to now is decided by it; the new one begins now.
                if !old.record.isRemoved { try decide(old.record.id, transaction, now) }
                record = jobs[record.id]?.record ?? record
                record.cursor = max(record.cursor, now)
            }
            record.script = script.path
            record.hash = hash
            record.settings = definition.settings
            record.isRemoved = false
            record.error = nil
            try transaction.keep(source: source, hash: hash)
            return try save(record, transaction)
        case .broken(let error):
            guard let old = jobs.values.first(where: { $0.record.script == script.path && !$0.record.isRemoved }) else {
                // Nobody has read it yet: it is shown under its path, and never runs.
                return try save(
                    JobRecord(name: script.path, script: script.path, hash: "", settings: [:], error: error, cursor: now), transaction)
            }
            guard old.record.error != error else { return old.record.id }
            var record = old.record
            record.error = error
            return try save(record, transaction)
        }
    }

    private func create(
        _ definition: JobDefinition, _ hash: String, _ source: [UInt8], _ transaction: Store.Transaction, _ now: Timestamp
    ) throws -> Int64 {
        try transaction.keep(source: source, hash: hash)
        return try save(
            JobRecord(name: definition.name, script: definition.script, hash: hash, settings: definition.settings, cursor: now), transaction
        )
    }

    private func save(_ record: JobRecord, _ transaction: Store.Transaction) throws -> Int64 {
        let saved = try transaction.save(record)
        enter(saved)
        if let definition = jobs[saved.id]?.definition, !saved.isRemoved {
            try transaction.link(saved.id, triggers: definition.triggers, after: definition.after)
        }
        return saved.id
    }

    private func remove(_ job: Int64, _ transaction: Store.Transaction, _ now: Timestamp) throws {
        guard var record = jobs[job]?.record else { return }
        record.isRemoved = true
        _ = try save(record, transaction)
        try transaction.link(job, triggers: [], after: [])
        for run in jobs[job]?.open ?? [] where runs[run]?.state == .queued {
            try cancel(run, "the job's script was removed", transaction, now)
        }
    }

    /// Enqueues the jobs that run whenever the scheduler starts.
    public func noteStartup(now: Timestamp) throws {
        try store.transact(epoch: epoch, isDurable: false) { transaction in
            for entry in jobs.values where entry.isActive && !entry.isPaused && entry.definition?.triggers.contains(.startup) == true {
                guard !entry.open.contains(where: { runs[$0]?.cause == .startup }) else { continue }
                let record = entry.record
                _ = try enqueue(
                    QueuedRun(
                        job: record.id, name: record.name, script: record.script, hash: record.hash, cause: .startup, logicalNow: now,
                        queuedAt: now, dueAt: now, priority: entry.definition?.priority ?? 0), transaction)
            }
        }
    }
}
