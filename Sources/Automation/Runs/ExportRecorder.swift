import ContactStore
import Contacts
import Formats

/// Keeps the record of exports, so that they have an id, a status and counters as imports do.
struct ExportRecorder {
    let workspace: Workspace
    let clock: LogicalClock

    /// Runs an export and records how it ended. What is wrong with the call itself is no export.
    func record(_ path: String, _ options: ExportOptions, _ body: () throws -> ExportReport) throws -> ExportReport {
        let arguments: JSONObject = [
            "format": .string(options.format.rawValue), "columns": options.columns.map { .array($0.map { .string($0) }) } ?? .null,
            "where": options.filter.map { .string($0) } ?? .null,
        ]
        let draft = RunDraft(
            kind: .export, name: path, arguments: try JSONValue.object(arguments).compact(), startedAt: options.createdAt ?? SystemClock.now
        )
        do {
            var report = try body()
            do {
                report.run = try write(draft, .committed, ["contacts": .integer(Int64(report.count))])
            } catch StoreError.readOnly {
                // A workspace that can only be read keeps no book of who has read it.
            }
            return report
        } catch let error as FormatError {
            // The disk that has no room for the file may have none for the record.
            _ = try? write(draft, .failed, ["error": .string(error.description)])
            throw error
        }
    }

    private func write(_ draft: RunDraft, _ status: RunStatus, _ summary: JSONObject) throws -> Int64 {
        let text = try JSONValue.object(summary).compact()
        return try workspace.store.record(draft, status: status, summary: text, clock: clock, finishedAt: SystemClock.now).id
    }
}
