import Formats
import Lunation

/// A recorded run, for people and as JSON.
enum RunText {
    static func line(_ run: RunRecord, _ style: Style) -> String {
        let undone = run.undoneBy.map { style.dim(" (undone by run \($0))") } ?? ""
        let status =
            switch run.status {
            case .committed: style.green(run.statusWord)
            case .refused, .failed: style.red(run.statusWord)
            case .started: style.yellow(run.statusWord)
            }
        return "\(run.id)\t\(run.finishedAt)\t\(status)\t\(run.kind.rawValue)\t\(run.name)\t\(counts(run))\(undone)"
    }

    static func json(_ run: RunRecord) throws -> JSONValue {
        [
            "run": .integer(run.id), "kind": .string(run.kind.rawValue), "name": .string(run.name),
            "hash": run.hash.map { .string($0) } ?? .null, "status": .string(run.statusWord),
            "now": .string(run.logicalNow.description),
            "started_at": .string(run.startedAt.description), "finished_at": .string(run.finishedAt.description),
            "summary": try JSONValue(parsing: run.summary), "undoes": run.undoes.map { .integer($0) } ?? .null,
            "undone_by": run.undoneBy.map { .integer($0) } ?? .null,
        ]
    }

    /// `15,238 contacts, 15,238 fire SunsetStarted`.
    static func counts(_ run: RunRecord) -> String {
        guard case .object(let summary) = try? JSONValue(parsing: run.summary) else { return "" }
        return summary.compactMap { name, value in
            switch value {
            case .integer(0): nil
            case .integer(1) where name == "contacts": "1 contact"
            case .integer(let count): "\(Numbers.text(Int(count))) \(name)"
            case .string(let text): text
            default: nil
            }
        }.joined(separator: ", ")
    }
}
