import Contacts
import Synchronization

/// The thread that carries imports out, one after the other: each with the record that it is done in one transaction.
final class ImportLoop: Sendable {
    /// The rows are at hand where the import was begun by this very process, with how many bytes they are in the store.
    struct Job: Sendable {
        let id: Int64
        var rows: [StoredImportRow]?
        var size = 0
    }

    let queue = WaitingQueue<Job>()
    private let store: ContactStore
    private let options: DirectOptions
    private let report: @Sendable (any Error) -> Void
    private let current = Mutex<Int64?>(nil)

    init(store: ContactStore, options: DirectOptions, report: @escaping @Sendable (any Error) -> Void) {
        self.store = store
        self.options = options
        self.report = report
    }

    var running: Int64? { current.withLock { $0 } }

    func run() {
        do {
            for id in try left() where !queue.isClosed { carryOut(Job(id: id)) }
        } catch {
            report(error)
        }
        while let jobs = queue.take() {
            // What is not done now is done at the next start.
            for job in jobs where !queue.isClosed { carryOut(job) }
        }
    }

    /// What an earlier process has left.
    private func left() throws -> [Int64] {
        let connection = try store.connect(.run)
        var ids: [Int64] = []
        try connection.rows("SELECT id FROM api_import WHERE status = 'created' ORDER BY id") { ids.append($0.integer(0)) }
        return ids
    }

    private func carryOut(_ job: Job) {
        current.withLock { $0 = job.id }
        defer { current.withLock { $0 = nil } }
        do {
            try store.translating { try write(job) }
        } catch {
            report(error)
            do {
                try fail(job.id, error)
            } catch {
                report(error)
            }
        }
    }

    private func write(_ job: Job) throws {
        let connection = try store.connect(.load)
        let clock = LogicalClock(now: options.now())
        var options = ImportOptions()
        options.existing = .replace
        let draft = RunDraft(kind: .importContacts, name: "\(self.options.name) import \(job.id)", startedAt: clock.now)
        let writer = ContactImportWriter(connection: connection, clock: clock, options: options, draft: draft)
        try begin(writer)
        do {
            let size = try connection.integer(
                "SELECT length(rows) FROM api_import WHERE id = ? AND status = 'created'", [.integer(job.id)])
            // Another process has done it.
            guard let size else { return try writer.abandon() }
            // An erasure has taken rows out of what is stored.
            let known = size == job.size ? job.rows : nil
            guard let rows = try known ?? stored(job.id, connection) else { throw ImportError.interrupted(reason: Self.unreadable) }
            let source = StoredImportSource(rows, writer.catalog)
            try writer.prepare(source.fields)
            var row = ContactRow(fieldCount: source.fields.count)
            while try source.next() {
                writer.report.rows += 1
                try source.read(into: &row)
                _ = try writer.take(row)
            }
            // An address that comes more than once is one contact.
            let contacts = Set(rows.map(\.email)).count
            try writer.commitBatch(source.place, errorsLength: 0, continues: false) { connection in
                try connection.run(
                    """
                    UPDATE api_import SET status = 'finished', updated_at = ?, created = ?, updated = ?, run = ?, rows = NULL WHERE id = ?
                    """,
                    [
                        .integer(self.options.now().milliseconds), .integer(Int64(writer.report.created)),
                        .integer(Int64(contacts - writer.report.created)), .integer(writer.run), .integer(job.id),
                    ])
            }
        } catch {
            try? writer.abandon()
            throw error
        }
    }

    private static let unreadable = "its stored rows cannot be read"

    /// Others who write are waited for.
    private func begin(_ writer: ContactImportWriter) throws {
        while true {
            do {
                return try writer.begin()
            } catch {
                try? writer.abandon()
                guard case .store(.busy) = ServedError(error, path: store.path), !queue.isClosed else { throw error }
            }
        }
    }

    private func stored(_ id: Int64, _ connection: any SQLConnection) throws -> [StoredImportRow]? {
        var rows: [StoredImportRow]?
        try connection.rows("SELECT rows FROM api_import WHERE id = ?", [.integer(id)]) { rows = StoredImportCoding.rows($0.bytes(0)) }
        return rows
    }

    private func fail(_ id: Int64, _ error: any Error) throws {
        // One that the store was too busy for is tried again at the next start.
        if case .store(.busy) = ServedError(error, path: store.path) { return }
        try store.connect(.run).run(
            "UPDATE api_import SET status = 'failed', updated_at = ?, error = ?, rows = NULL WHERE id = ? AND status = 'created'",
            [.integer(options.now().milliseconds), .text("\(error)"), .integer(id)])
    }
}
