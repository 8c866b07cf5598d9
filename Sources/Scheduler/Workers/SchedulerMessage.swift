import ContactStore
import Contacts
import Formats
import Scheduling

/// What a scheduler tells a worker.
enum SchedulerMessage {
    case run(RunAssignment)
    /// It is to give back what it has not begun.
    case recall

    var json: JSONValue {
        guard case .run(let assignment) = self else { return ["type": .string("recall")] }
        let run = assignment.run
        var object: JSONObject = [
            "type": .string("run"), "id": .integer(run.id), "name": .string(run.name), "script": .string(run.script),
            "hash": .string(run.hash), "cause": .string(run.cause.rawValue), "now": .integer(run.logicalNow.milliseconds),
            "attempt": .integer(Int64(run.attempt)), "lease": .integer(run.lease), "timeout": .integer(assignment.timeout),
        ]
        if let job = run.job { object["job"] = .integer(job) }
        if let arguments = run.arguments { object["arguments"] = .string(arguments) }
        if let follows = run.follows { object["follows"] = .string(follows) }
        if let batch = run.batch { object["batch"] = .string(BatchCoding.text(batch)) }
        return .object(object)
    }

    init?(_ json: JSONValue) {
        func number(_ name: String) -> Int64? { json[name]?.integerValue }
        func text(_ name: String) -> String? { json[name]?.stringValue }
        switch text("type") {
        case "recall": self = .recall
        case "run":
            guard let id = number("id"), let name = text("name"), let script = text("script"), let hash = text("hash"),
                let cause = text("cause").flatMap(RunCause.init), let now = number("now"), let attempt = number("attempt"),
                let lease = number("lease"), let timeout = number("timeout")
            else { return nil }
            let instant = Timestamp(milliseconds: now)
            self = .run(
                RunAssignment(
                    run: QueuedRun(
                        id: id, job: number("job"), name: name, script: script, hash: hash, cause: cause,
                        batch: text("batch").flatMap(BatchCoding.batch), logicalNow: instant, queuedAt: instant, dueAt: instant,
                        state: .running,
                        attempt: Int(attempt), lease: lease, arguments: text("arguments"), follows: text("follows")), timeout: timeout))
        default: return nil
        }
    }
}
