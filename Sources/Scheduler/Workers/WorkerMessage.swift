import Contacts
import Formats
import Scheduling

/// What a worker tells its scheduler.
enum WorkerMessage {
    case ready
    case beat
    case end(run: Int64, lease: Int64, RunEnd)
    case returned([Int64])

    var json: JSONValue {
        switch self {
        case .ready: ["type": .string("ready")]
        case .beat: ["type": .string("beat")]
        case .end(let run, let lease, let end):
            [
                "type": .string("end"), "run": .integer(run), "lease": .integer(lease), "result": .string(Self.word(end.result)),
                "summary": .string(end.summary), "error": end.error.map { .string($0) } ?? .null,
                "started_at": .integer(end.startedAt.milliseconds), "finished_at": .integer(end.finishedAt.milliseconds),
                "committed": .bool(end.isCommitted),
            ]
        case .returned(let runs): ["type": .string("returned"), "runs": .array(runs.map { .integer($0) })]
        }
    }

    init?(_ json: JSONValue) {
        switch json["type"]?.stringValue {
        case "ready": self = .ready
        case "beat": self = .beat
        case "end":
            guard let run = json["run"]?.integerValue, let lease = json["lease"]?.integerValue,
                let result = json["result"]?.stringValue.flatMap(Self.result), let summary = json["summary"]?.stringValue,
                let started = json["started_at"]?.integerValue, let finished = json["finished_at"]?.integerValue
            else { return nil }
            let isCommitted = if case .bool(true)? = json["committed"] { true } else { false }
            self = .end(
                run: run, lease: lease,
                RunEnd(
                    result: result, summary: summary, error: json["error"]?.stringValue, startedAt: Timestamp(milliseconds: started),
                    finishedAt: Timestamp(milliseconds: finished), isCommitted: isCommitted))
        case "returned": self = .returned(json["runs"]?.arrayValue?.compactMap(\.integerValue) ?? [])
        default: return nil
        }
    }

    private static let words: [(RunEnd.Result, String)] = [
        (.succeeded, "succeeded"), (.refused, "refused"), (.failed, "failed"), (.conflicted, "conflicted"),
    ]

    private static func word(_ result: RunEnd.Result) -> String { words.first { $0.0 == result }?.1 ?? "failed" }
    private static func result(_ word: String) -> RunEnd.Result? { words.first { $0.1 == word }?.0 }
}
