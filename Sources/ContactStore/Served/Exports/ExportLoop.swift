import Contacts
import Formats
import Glibc
import Synchronization

/// The thread that writes exports, one after the other, and takes those away whose link is over.
final class ExportLoop: Sendable {
    let queue = WaitingQueue<Int64>()
    let folder: String
    private let store: ContactStore
    private let options: DirectOptions
    private let report: @Sendable (any Error) -> Void
    private let current = Mutex<Int64?>(nil)

    /// Seconds between two looks at what is over.
    private static let sweepInterval = 600
    private static let prefix = "export-"
    private static let suffix = ".csv.gz"

    init(store: ContactStore, folder: String, options: DirectOptions, report: @escaping @Sendable (any Error) -> Void) {
        self.store = store
        self.folder = folder
        self.options = options
        self.report = report
    }

    var running: Int64? { current.withLock { $0 } }

    func path(_ id: Int64) -> String { "\(folder)/\(Self.prefix)\(id)\(Self.suffix)" }

    func run() {
        telling {
            ByteWriter.removeAbandoned(in: folder)
            try sweep()
            for id in try ids("status = 'created'") where !queue.isClosed { write(id) }
        }
        while let ids = queue.take(waiting: Self.sweepInterval) {
            telling { try sweep() }
            // What is not done now is done at the next start.
            for id in ids where !queue.isClosed { write(id) }
        }
    }

    private func telling(_ body: () throws -> Void) {
        do {
            try store.translating(body)
        } catch {
            report(error)
        }
    }

    private func write(_ id: Int64) {
        current.withLock { $0 = id }
        defer { current.withLock { $0 = nil } }
        do {
            try store.translating { try export(id) }
        } catch {
            report(error)
            telling {
                try store.connect(.run).run(
                    "UPDATE api_export SET status = 'failed', updated_at = ?, error = ? WHERE id = ?",
                    [.integer(options.now().milliseconds), .text("\(error)"), .integer(id)])
            }
        }
    }

    private func export(_ id: Int64) throws {
        let connection = try store.connect(.run)
        var filter = ServedExportFilter()
        try connection.rows("SELECT filter FROM api_export WHERE id = ?", [.integer(id)]) { row in
            filter = ServedExportFilter(text: row.text(0)) ?? filter
        }
        // Nobody else's to read.
        mkdir(folder, 0o700)
        let snapshot = try store.snapshot(clock: LogicalClock(now: options.now()))
        let columns = ["id", "email", "status"] + snapshot.catalog.fields.map(\.tag) + ["lists", "created_at", "updated_at"]
        let exporter = ContactExporter(snapshot: snapshot, options: ExportOptions(format: .csv, columns: columns))
        try exporter.begin(filter.query, to: path(id)).close()
        let now = options.now().milliseconds
        try connection.run(
            "UPDATE api_export SET status = 'finished', updated_at = ?, expires_at = ? WHERE id = ?",
            [.integer(now), .integer(now + ServedExports.lifetime), .integer(id)])
    }

    /// Takes the files away whose links are over, and those that nobody knows of.
    private func sweep() throws {
        let isOpen = "status = 'finished' AND expires_at > \(options.now().milliseconds)"
        let open = Set(try ids(isOpen).map { "\(Self.prefix)\($0)\(Self.suffix)" })
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.suffix), !open.contains(name) else { continue }
            unlink("\(folder)/\(name)")
        }
    }

    private func ids(_ condition: String) throws -> [Int64] {
        let connection = try store.connect(.run)
        var ids: [Int64] = []
        try connection.rows("SELECT id FROM api_export WHERE \(condition) ORDER BY id") { ids.append($0.integer(0)) }
        return ids
    }
}
