import Formats
import Lunation

/// A run of the queue, for people and as JSON.
enum QueueText {
    /// As ``RunText/line(_:_:)``: of one that is not over, the time is when it is due or when it began.
    static func line(_ run: QueuedRun, _ style: Style) -> String {
        let time = run.finishedAt ?? (run.state == .running ? run.startedAt : nil) ?? run.dueAt
        return "\(run.id)\t\(time)\t\(state(run.state, style))\trun\t\(run.name)\t\(remark(run))"
    }

    /// The same keys as ``RunText/json(_:)``, and what only the queue knows.
    static func json(_ run: QueuedRun) -> JSONValue {
        var object: JSONObject = [
            "run": .integer(run.id), "kind": "run", "name": .string(run.name), "hash": .string(run.hash),
            "status": .string(run.state.rawValue), "now": .string(run.logicalNow.description), "started_at": instant(run.startedAt),
            "finished_at": instant(run.finishedAt), "summary": [:], "undoes": nil, "undone_by": nil,
        ]
        for (key, value) in details(run) { object[key] = value }
        return .object(object)
    }

    /// What only the queue knows of a run.
    static func details(_ run: QueuedRun) -> JSONObject {
        [
            "job": run.job == nil ? .null : .string(run.name), "script": .string(run.script), "cause": .string(run.cause.rawValue),
            "batch": run.batch.map(json) ?? .null, "attempt": .integer(Int64(run.attempt)), "losses": .integer(Int64(run.losses)),
            "priority": .integer(Int64(run.priority)), "queued_at": instant(run.queuedAt), "due_at": instant(run.dueAt),
            "arguments": run.arguments.flatMap { try? JSONValue(parsing: $0) } ?? [:], "error": run.error.map { .string($0) } ?? .null,
        ]
    }

    static func state(_ state: RunState, _ style: Style) -> String {
        switch state {
        case .queued: style.dim(state.rawValue)
        case .running: style.yellow(state.rawValue)
        case .succeeded: style.green(state.rawValue)
        case .refused, .failed, .cancelled: style.red(state.rawValue)
        }
    }

    /// Lines that tell what only the queue knows.
    ///
    /// - Parameter instants: those of the schedule that the run stands for, in words.
    static func lines(_ run: QueuedRun, instants: [String], _ style: Style) -> [String] {
        var lines = [(run.job == nil ? "script \(run.script)" : "job \(run.name)") + ", cause \(run.cause.rawValue)"]
        lines[0] += run.batch.map { ", \($0.trigger) \($0.from + 1) to \($0.through)" } ?? ""
        lines[0] += ", attempt \(run.attempt)" + (run.losses == 0 ? "" : ", \(Numbers.count(run.losses, "worker")) lost")
        if let arguments = run.arguments { lines.append("arguments \(arguments)") }
        lines += instants
        lines.append("queued \(run.queuedAt), due \(run.dueAt), for \(run.logicalNow)")
        if let started = run.startedAt {
            let end = run.finishedAt.map { ", ended \($0) after \(Numbers.duration($0.milliseconds - started.milliseconds))" }
            lines.append("started \(started)" + (end ?? ""))
        }
        if let error = run.error { lines.append(style.red("error") + " \(error)") }
        return lines
    }

    private static func json(_ batch: TriggerBatch) -> JSONValue {
        ["trigger": .string(batch.trigger.description), "from": .integer(batch.from), "through": .integer(batch.through)]
    }

    static func instant(_ instant: Timestamp?) -> JSONValue { instant.map { .string($0.description) } ?? .null }

    /// `schedule`, `event, attempt 2`, `cancelled by hand`.
    private static func remark(_ run: QueuedRun) -> String {
        if run.state.isFinal { return run.error ?? run.cause.rawValue }
        let attempt = run.attempt == 1 ? "" : ", attempt \(run.attempt)"
        return run.cause.rawValue + attempt + (run.attempt == 1 ? "" : run.error.map { " after: \($0)" } ?? "")
    }
}
