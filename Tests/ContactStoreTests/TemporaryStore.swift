import ContactStore
import Contacts
import Foundation

/// A store in a folder of its own, gone with the test.
final class TemporaryStore {
    let folder: String
    let store: ContactStore
    let clock = LogicalClock(now: Timestamp(milliseconds: 899_251_200_000))  // 1998-07-01

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/lunation-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try ContactStore.create(at: folder + "/contacts.db")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Imports CSV text, making fields for its columns.
    @discardableResult
    func load(_ csv: String, _ options: ImportOptions? = nil, batchSize: Int = 200_000) throws -> ImportReport {
        let path = folder + "/\(UUID().uuidString).csv"
        try csv.write(toFile: path, atomically: true, encoding: .utf8)
        var settings = options ?? ImportOptions()
        settings.createsFields = true
        settings.errorsFolder = folder
        var importer = ContactImporter(store: store, options: settings, clock: clock)
        importer.batchSize = batchSize
        return try importer.run(path, startedAt: clock.now)
    }

    @discardableResult
    func loadEvents(_ csv: String, again: Bool = false) throws -> ImportReport {
        let path = folder + "/\(UUID().uuidString).csv"
        try csv.write(toFile: path, atomically: true, encoding: .utf8)
        var settings = EventImportOptions()
        settings.name = "Purchase"
        settings.again = again
        settings.errorsFolder = folder
        return try EventImporter(store: store, options: settings, clock: clock).run(path, startedAt: clock.now)
    }

    func snapshot() throws -> Snapshot { try store.snapshot(clock: clock) }

    /// Stages intents on a fresh snapshot and commits them.
    @discardableResult
    func commit(_ stage: (Snapshot) throws -> Void) throws -> RunRecord {
        let snapshot = try snapshot()
        try stage(snapshot)
        return try snapshot.commit(RunDraft(kind: .run, name: "test", startedAt: clock.now), finishedAt: clock.now)
    }

    func undo(_ run: Int64, resubscribes: Bool = false) throws -> (UndoReport, RunRecord) {
        let snapshot = try snapshot()
        let report = try snapshot.stageUndo(of: run, resubscribes: resubscribes)
        let draft = RunDraft(kind: .undo, name: "undo", startedAt: clock.now, undoes: run)
        return (report, try snapshot.commit(draft, finishedAt: clock.now))
    }

    func key(_ email: String, in snapshot: Snapshot) throws -> ContactKey {
        guard let key = try snapshot.key(of: EmailAddress(email)) else { throw MissingContact() }
        return key
    }

    struct MissingContact: Error {}

    static let people = """
        email,plan,score,joined,vip
        ann@example.com,free,1.5,1997-01-01,true
        bob@example.com,pro,2,1997-06-01,false
        cyd@example.com,,,,
        dee@example.com,pro,10,1998-01-01,true
        """
}
