import Contacts
import Glibc

/// Exports by the API: one at a time, written behind the scenes as gzipped CSV, with a link that lives for a day.
///
/// Columns: `id`, `email`, `status`, one for each field by its merge tag, `lists` (names, as `lunation import` reads them),
/// `created_at`, `updated_at` (ISO 8601).
public final class ServedExports: Sendable {
    private let writer: DirectWriter
    private let connections: ReadConnections
    private let loop: ExportLoop
    private let thread = OwnThread()

    /// Milliseconds that a link lives.
    public static let lifetime: Int64 = 86_400_000

    /// Starts the thread, which begins with what an earlier one has left.
    ///
    /// - Parameters:
    ///   - folder: where the files lie; made where it is missing.
    ///   - report: told, on that thread, of errors.
    public init(writer: DirectWriter, folder: String, report: @escaping @Sendable (any Error) -> Void = { _ in }) {
        self.writer = writer
        connections = ReadConnections(store: writer.store)
        loop = ExportLoop(store: writer.store, folder: folder, options: writer.options, report: report)
        thread.start { [loop] in loop.run() }
    }

    deinit {
        loop.queue.close()
    }

    /// Begins an export; a problem of `base` where another is still going on.
    public func begin(_ filter: ServedExportFilter) async throws(ServedError) -> ServedExport {
        let now = writer.options.now()
        let id = try await writer.alone { connection in
            try connection.transaction {
                guard try connection.integer("SELECT 1 FROM api_export WHERE status = 'created'") == nil else {
                    throw Invalid(
                        "base", "There is a previous export initiated. You will be notified by email once it is completed.")
                }
                try connection.run(
                    "INSERT INTO api_export (status, created_at, updated_at, filter) VALUES ('created', ?1, ?1, ?2)",
                    [.integer(now.milliseconds), .text(filter.text)])
                return try connection.integer("SELECT max(id) FROM api_export") ?? 0
            }
        }
        // Where it has been closed meanwhile, the next start goes on with it.
        _ = loop.queue.add(id)
        return ServedExport(id: id, status: .created, createdAt: now, updatedAt: now, secret: nil)
    }

    public func find(_ id: Int64) throws(StoreError) -> ServedExport? {
        let (running, now) = (loop.running, writer.options.now())
        return try connections.with { connection in
            try connection.read { _ in
                let connection = connection.connection
                var key: [UInt8] = []
                try connection.cachedRows("SELECT value FROM meta WHERE key = 'link_key'") { key = [UInt8]($0.bytes(0)) }
                var found: ServedExport?
                try connection.cachedRows("SELECT \(ServedExport.columns) FROM api_export WHERE id = ?", [.integer(id)]) {
                    found = ServedExport($0, running: running, key: key, now: now)
                }
                return found
            }
        }
    }

    /// The path of an export's file; nil where the secret is another, or the link is over. The compare takes as long for any secret.
    public func file(_ id: Int64, secret: String) throws(StoreError) -> String? {
        guard let known = try find(id)?.secret, Secret.equal(Array(known.utf8), Array(secret.utf8)) else { return nil }
        let path = loop.path(id)
        return access(path, R_OK) == 0 ? path : nil
    }

    /// Ends the thread, once the export that it is at is done.
    public func close() async {
        loop.queue.close()
        await thread.ended()
    }
}
