public import Contacts
import Formats

/// Stages what an account holds as changes of the store: whoever is there and not here comes, whoever was mirrored and is gone goes,
/// and what differs is as in the account, but for what is on its way there.
///
/// Call ``begin(_:)``, hand in rows and lists, then call ``stage()`` and commit the snapshot as a run of the kind `pull`.
public final class MirrorStager {
    /// What has been staged.
    public private(set) var report = MirrorReport()
    /// The fields that rows have cells of.
    public private(set) var fields: [Field] = []
    let snapshot: Snapshot
    let options: MirrorOptions
    private let makeID: (Timestamp) -> UUIDv7
    private let account: Int64
    private var ties = MirrorTies()
    private var insert: (any SQLStatement)?
    private var insertList: (any SQLStatement)?
    private var findRow: (any SQLStatement)?
    private var knownLists: Set<Int64> = []
    private var hasSuppressions = false
    private let email = EmailBuffer()
    private let listEmail = EmailBuffer()

    var connection: any SQLConnection { snapshot.connection }

    /// - Parameter makeID: makes the public ids of contacts whose id in the account is none of ours.
    public init(snapshot: Snapshot, account: Int64, options: MirrorOptions, makeID: @escaping (Timestamp) -> UUIDv7) {
        self.snapshot = snapshot
        self.account = account
        self.options = options
        self.makeID = makeID
    }

    /// Stages lists and fields. Answers the fields here by the account's ids.
    public func begin(_ schema: MirrorSchema) throws -> [Int64: Field] {
        try snapshot.store.translating {
            try snapshot.changes.prepare()
            ties = try MirrorTies.stage(schema, in: snapshot, since: options.startedAt, &report)
            return ties.fields
        }
    }

    /// Says which fields rows will have cells of, in their order.
    public func expect(_ fields: [Field]) throws {
        try snapshot.store.translating {
            self.fields = fields
            // KiB: indexes are filled at random places.
            try connection.execute("PRAGMA temp.cache_size = -65536")
            try MirrorTables(connection: connection).create(fields: fields.map(\.id))
            let columns = fields.map { ", " + Schema.column($0.id) }.joined()
            let marks = fields.map { _ in ", ?" }.joined()
            insert = try connection.prepare(
                "INSERT OR REPLACE INTO temp.mirror_row (email, remote, uuid, status, created_at, odd\(columns)) "
                    + "VALUES (?, ?, ?, ?, ?, ?\(marks))")
            insertList = try connection.prepare("INSERT OR IGNORE INTO temp.mirror_list (list, row) VALUES (?, ?)")
            findRow = try connection.prepare("SELECT row FROM temp.mirror_row WHERE email = ?")
        }
    }

    /// Takes a contact in; answers its row, or nil where it has no usable address.
    @discardableResult
    public func add(_ row: borrowing MirrorRow) throws -> Int64? {
        guard let insert else { return nil }
        let address: UnsafeRawBufferPointer
        do throws(Invalid) {
            address = try email.normalised(row.email)
        } catch {
            report.rejected += 1
            if report.firstError == nil { report.firstError = error.description }
            return nil
        }
        return try snapshot.store.translating {
            try insert.bind(1, text: address)
            if row.id.isEmpty {
                try insert.bindNull(2)
                try insert.bindNull(3)
            } else {
                try insert.bind(2, text: row.id)
                if let id = UUIDv7(text: row.id) {
                    try id.withBytes { try insert.bind(3, blob: $0) }
                } else {
                    try insert.bindNull(3)
                }
            }
            try insert.bind(4, row.status.map { .integer($0 == .subscribed ? 1 : 0) } ?? .null)
            try insert.bind(5, row.createdAt.map { .integer($0.milliseconds) } ?? .null)
            var odd: Int64 = 0
            for (index, field) in fields.enumerated() {
                let bytes = row.cells[index]
                let cell: ContactRow.Cell
                do throws(Invalid) {
                    cell = bytes.isEmpty ? .missing : try ContactRow.cell(bytes, field)
                } catch {
                    odd |= 1 << Int64(index)
                    report.oddValues += 1
                    cell = .missing
                }
                try insert.bind(index + 7, cell)
            }
            try insert.bind(6, odd)
            _ = try insert.step()
            insert.reset()
            return try connection.integer("SELECT last_insert_rowid()")
        }
    }

    /// Says that it is known who is on a list, which is nobody until rows are put on it.
    public func knows(list remote: Int64) {
        if let list = ties.lists[remote] { knownLists.insert(list.id) }
    }

    /// Puts a row on a list, by the account's id of it.
    public func join(_ row: Int64, list remote: Int64) throws {
        guard let list = ties.lists[remote], let insertList else { return }
        try snapshot.store.translating {
            try insertList.bind(1, list.id)
            try insertList.bind(2, row)
            _ = try insertList.step()
            insertList.reset()
        }
    }

    /// Puts the row of an address on a list; one that came to the account after its contacts were exported is left to the next pull.
    public func join(_ address: UnsafeRawBufferPointer, list remote: Int64) throws {
        if let row = try row(of: address) { try join(row, list: remote) }
    }

    /// Says that a contact is unsubscribed.
    public func unsubscribe(_ address: UnsafeRawBufferPointer) throws {
        guard let row = try row(of: address) else { return }
        try snapshot.store.translating { try connection.run("UPDATE temp.mirror_row SET status = 0 WHERE row = ?", [.integer(row)]) }
    }

    /// Takes an entry of the sending side's suppressions in; they replace all that came from the account before.
    public func suppress(_ entry: SuppressionEntry) throws {
        try snapshot.store.translating {
            try connection.run(
                "INSERT OR REPLACE INTO temp.mirror_suppression (id, email, type, stream, domain_name, created_at, details) "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    .text(entry.id.description), .text(entry.email.value), .text(entry.kind.rawValue), .text(entry.stream.rawValue),
                    entry.domainName.map { .text($0) } ?? .null, .integer(entry.createdAt.milliseconds),
                    entry.details.map { .text($0) } ?? .null,
                ])
        }
    }

    /// Says that all suppressions have been taken in.
    public func knowsSuppressions() { hasSuppressions = true }

    /// Stages the differences.
    ///
    /// - Throws: ``MirrorError/tooManyGone(count:mirrored:limit:)``, ``StoreError``.
    public func stage() throws {
        try snapshot.store.translating {
            let changes = MirrorChanges(
                snapshot: snapshot, options: options, fields: fields, lists: knownLists.sorted(), makeID: makeID)
            try changes.stage(&report)
            if hasSuppressions {
                report.suppressions = Int(try connection.integer("SELECT count(*) FROM temp.mirror_suppression") ?? 0)
            }
            snapshot.changes.mirror = MirrorRecord(
                startedAt: options.startedAt, account: account, lists: ties.newLists, fields: ties.newFields,
                untiedLists: ties.untiedLists, untiedFields: ties.untiedFields, hasSuppressions: hasSuppressions)
        }
    }

    private func row(of address: UnsafeRawBufferPointer) throws -> Int64? {
        guard let findRow, let address = try? listEmail.normalised(address) else { return nil }
        return try snapshot.store.translating {
            try findRow.bind(1, text: address)
            defer { findRow.reset() }
            return try findRow.step() ? findRow.integer(0) : nil
        }
    }
}
