import Contacts

/// Imports by the API: checked at once, stored, and carried out one after the other behind the scenes, by a thread of their own. Each
/// is one transaction and one run of kind ``RunKind/importContacts``; one that a crash has cut short is carried out at the next start.
public final class ServedImports: Sendable {
    private let writer: DirectWriter
    private let connections: ReadConnections
    private let loop: ImportLoop
    private let thread = OwnThread()

    /// The most contacts of one import.
    public static let maximumRows = 50_000

    /// Starts the thread, which begins with what an earlier one has left.
    ///
    /// - Parameter report: told, on that thread, of errors that are no row's fault.
    public init(writer: DirectWriter, report: @escaping @Sendable (any Error) -> Void = { _ in }) {
        self.writer = writer
        connections = ReadConnections(store: writer.store)
        loop = ImportLoop(store: writer.store, options: writer.options, report: report)
        thread.start { [loop] in loop.run() }
    }

    deinit {
        loop.queue.close()
    }

    /// Checks rows, all of them, and stores them to be imported. Where addresses come more than once, what comes later wins.
    ///
    /// Fields that a row does not name stay, `null` clears; consent stays as it is. Contacts that were there count as updated, whether
    /// anything differs or not.
    public func begin(_ rows: [ServedImportRow]) async throws(ImportRefusal) -> ServedImport {
        guard rows.count <= Self.maximumRows else {
            throw .request([Invalid("base", "cannot import more than \(Self.maximumRows) contacts at once")])
        }
        let catalog: ServedCatalog
        do throws(StoreError) {
            catalog = try connections.with { connection in try connection.read { $0 } }
        } catch {
            throw .failed(.store(error))
        }
        let checked = try Self.checked(rows, catalog)
        let bytes = StoredImportCoding.bytes(checked)
        let now = writer.options.now()
        do throws(ServedError) {
            let id = try await writer.alone { connection in
                try connection.transaction {
                    try connection.run(
                        "INSERT INTO api_import (status, created_at, updated_at, rows) VALUES ('created', ?1, ?1, ?2)",
                        [.integer(now.milliseconds), .blob(bytes)])
                    return try connection.integer("SELECT max(id) FROM api_import") ?? 0
                }
            }
            // Where it has been closed meanwhile, the next start goes on with it.
            _ = loop.queue.add(ImportLoop.Job(id: id, rows: checked, size: bytes.count))
            return ServedImport(
                id: id, status: .created, createdContacts: 0, updatedContacts: 0, createdAt: now, updatedAt: now, run: nil)
        } catch {
            throw .failed(error)
        }
    }

    public func find(_ id: Int64) throws(StoreError) -> ServedImport? {
        let running = loop.running
        return try connections.with { connection in
            try connection.read { _ in
                var found: ServedImport?
                try connection.connection.cachedRows("SELECT \(ServedImport.columns) FROM api_import WHERE id = ?", [.integer(id)]) {
                    found = ServedImport($0, running: running)
                }
                return found
            }
        }
    }

    /// Ends the thread, once the import that it is at is done. Those that wait are carried out at the next start.
    public func close() async {
        loop.queue.close()
        await thread.ended()
    }

    private static func checked(_ rows: [ServedImportRow], _ catalog: ServedCatalog) throws(ImportRefusal) -> [StoredImportRow] {
        var checked: [StoredImportRow] = []
        checked.reserveCapacity(rows.count)
        var refused: [(email: String, problems: [Invalid])] = []
        for row in rows {
            var problems = row.problems
            var email = ""
            do throws(EmailProblem) {
                email = try EmailAddress(row.email).value
            } catch {
                for message in error.messages { problems.append(Invalid("email", message)) }
            }
            let values = ServedValue.places(row.values, catalog, &problems)
            ServedValue.checkLists(
                row.listsIncluded, row.listsExcluded, catalog, named: ("list_ids_included", "list_ids_excluded"), &problems)
            if !problems.isEmpty {
                refused.append((row.email, problems))
            } else if refused.isEmpty {
                checked.append(
                    StoredImportRow(
                        email: email, values: values.map { (catalog.fields[$0.place].id, $0.value) }, included: row.listsIncluded,
                        excluded: row.listsExcluded))
            }
        }
        guard refused.isEmpty else { throw .rows(refused) }
        return checked
    }
}
