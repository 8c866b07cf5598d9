import Formats
import Lunation

/// What the queue, the ledger and the log know of a run.
struct QueueDetails {
    let run: QueuedRun
    private let occurrences: [Occurrence]
    private let zone: Zone
    private let log: [String]

    /// Nil for a run that was never in the queue.
    init?(of number: Int64, in workspace: Workspace, logLines: Int) throws {
        guard let run = try workspace.store.queuedRun(number) else { return nil }
        self.run = run
        occurrences = try workspace.store.occurrences(of: run)
        let job = occurrences.isEmpty ? nil : try? workspace.store.job(named: run.name).definition(zone: workspace.configuration.zone)
        zone = job?.zone ?? workspace.configuration.zone
        var last: [String] = []
        RunLogs(of: workspace).reader(of: number).follow(
            until: { true },
            { line in
                if last.count == logLines { last.removeFirst() }
                last.append(line)
            })
        log = last
    }

    func lines(_ style: Style) -> [String] {
        let lines = QueueText.lines(run, instants: InstantText.lines(occurrences, in: zone), style)
        return log.isEmpty ? lines : lines + ["the end of its log:"] + log.map { "  " + LogLineText.text($0, style) }
    }

    func json() -> JSONObject {
        var object = QueueText.details(run)
        object["occurrences"] = .array(occurrences.map { InstantText.json($0, in: zone) })
        object["log"] = .array(log.map { (try? JSONValue(parsing: $0)) ?? .string($0) })
        return object
    }
}
