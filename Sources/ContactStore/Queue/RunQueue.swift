public import Contacts
public import Scheduling

/// The queue of a workspace's runs, its jobs and their ledger, on a connection of their own. Use it on one thread.
public final class RunQueue: SchedulerStore {
    private let store: ContactStore
    let connection: SQLiteConnection
    private var isDurable = true

    /// How long a transaction waits for other writers, in milliseconds: whoever waits has workers to look after.
    static let patience = 1_000

    /// - Parameter isPatient: whether a transaction waits as long as those of other commands do. Nobody else waits for a command.
    public init(store: ContactStore, isPatient: Bool = false) throws {
        try store.checkWritable()
        self.store = store
        connection = try store.connect(.run)
        if !isPatient { try store.translating { try connection.execute("PRAGMA busy_timeout = \(Self.patience)") } }
    }

    public func takeOver() throws -> Int64 {
        try store.translating {
            try connection.transaction {
                try connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'scheduler'")
                return try connection.integer("SELECT value FROM meta WHERE key = 'scheduler'") ?? 0
            }
        }
    }

    /// A number that a living scheduler makes larger again and again: one that sees it stand still knows that there is none.
    public func beat(epoch: Int64) throws {
        try transact(epoch: epoch, isDurable: false) { transaction in
            try transaction.connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'scheduler_beat'")
        }
    }

    public var lastBeat: Int64 {
        get throws { try store.translating { try connection.integer("SELECT value FROM meta WHERE key = 'scheduler_beat'") ?? 0 } }
    }

    public func transact<Result>(epoch: Int64, isDurable: Bool, _ body: (QueueTransaction) throws -> Result) throws -> Result {
        try store.translating {
            // What is not durable is lost with all that came after it, as if the power had gone a moment earlier.
            if isDurable != self.isDurable, store.isDurable {
                try connection.execute("PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL")")
                self.isDurable = isDurable
            }
            return try connection.transaction {
                guard try connection.integer("SELECT value FROM meta WHERE key = 'scheduler'") == epoch else { throw SupersededError() }
                return try body(QueueTransaction(connection: connection))
            }
        }
    }

    public var changes: Int64 {
        get throws { try store.translating { try connection.integer("PRAGMA data_version") ?? 0 } }
    }

    /// Runs a closure in a transaction that is no scheduler's: a command's, which asks the scheduler for something.
    public func request<Result>(_ body: (QueueTransaction) throws -> Result) throws -> Result {
        try store.translating { try connection.transaction { try body(QueueTransaction(connection: connection)) } }
    }

    /// Forgets runs that ended before an instant, instants that were decided before it, and texts of scripts that nobody needs then.
    /// What a commit has journalled stays.
    public func prune(before limit: Timestamp) throws {
        try store.translating {
            try connection.transaction {
                let values: [SQLValue] = [.integer(limit.milliseconds)]
                // The last number is not given again.
                try connection.run(
                    """
                    DELETE FROM job_run WHERE finished_at < ? AND state NOT IN ('queued', 'running')
                    AND id < (SELECT max(id) FROM job_run)
                    """, values)
                try connection.run("DELETE FROM occurrence WHERE decided_at < ?", values)
                try connection.execute(
                    "DELETE FROM script_version WHERE hash NOT IN (SELECT hash FROM job UNION SELECT hash FROM job_run)")
                try connection.run("DELETE FROM crossing WHERE at < ?", values)
                try connection.run("DELETE FROM exchange WHERE run IN (SELECT id FROM run WHERE finished_at < ?)", values)
            }
        }
    }

    /// The text of a script, by its hash.
    public func source(hash: String) throws -> [UInt8]? {
        try store.translating {
            var source: [UInt8]?
            try connection.cachedRows("SELECT source FROM script_version WHERE hash = ?", [.text(hash)]) { source = [UInt8]($0.bytes(0)) }
            return source
        }
    }
}
