import ContactStore
public import Contacts
import Formats
import Scheduling

/// Commits saved plans, if nothing that they are based on has changed since.
public struct PlanApplier {
    let workspace: Workspace
    /// Limits in the place of those that the plan was made with.
    public var changeGuard = ChangeGuard()
    /// Where it is told what an erasure found.
    public var log: (LogEntry) -> Void = { _ in }
    /// What carries the plan's requests; nil is the network.
    public var webClient: (any WebClient)?

    public init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// Applies a plan file: all of it or nothing.
    ///
    /// - Throws: ``PlanError`` where it is no plan, `CommitError.conflicts` where contacts changed since it was made.
    public func apply(_ path: String) throws -> RunOutcome {
        let document = try read(path)
        guard document["format"]?.stringValue == PlanFile.format, let sequence = document["sequence"]?.integerValue,
            let now = document["now"]?.stringValue.flatMap({ Timestamp($0) }), let contacts = document["contacts"]?.arrayValue
        else { throw PlanError.notAPlan(path: path, reason: "wrong format") }
        let started = SystemClock.now
        let snapshot = try workspace.store.snapshot(clock: LogicalClock(now: now, zone: workspace.configuration.zone))
        let loader = PlanLoader(snapshot: snapshot, path: path, since: sequence)
        try loader.load(document, contacts)
        let summary = try snapshot.summary()
        let limits = limits(document).overridden(by: changeGuard)
        let plan = Plan(
            script: document["script"]?.stringValue ?? path, hash: document["hash"]?.stringValue ?? "", now: now, sequence: sequence,
            summary: summary, sample: try snapshot.sample(ScriptRunner.sampleSize),
            job: document["job"]?.stringValue, requests: try snapshot.stagedRequests(limit: ScriptRunner.sampleSize),
            mirror: try snapshot.mirrorAge(), delivery: try snapshot.deliveryEstimate(),
            eventDelivery: document["event_delivery"]?.stringValue.flatMap { Delivery(rawValue: $0) } ?? .atLeastOnce, changeGuard: limits,
            violations: limits.violations(of: summary))
        let draft = RunDraft(kind: .apply, name: plan.script, hash: plan.hash, startedAt: started)
        return try Committer(workspace: workspace, log: log, webClient: webClient).commit(snapshot, plan, draft)
    }

    private func read(_ path: String) throws -> JSONObject {
        let bytes = try TextFile.read(path)
        let json: JSONValue
        do throws(FormatError) {
            json = try JSONValue(parsing: bytes)
        } catch {
            throw PlanError.notAPlan(path: path, reason: error.description)
        }
        guard case .object(let object) = json else { throw PlanError.notAPlan(path: path, reason: "no JSON object") }
        return object
    }

    private func limits(_ document: JSONObject) -> ChangeGuard {
        var limits: [ChangeGuard.Measure: ChangeGuard.Limit] = [:]
        for (name, value) in document["guard"]?.objectValue ?? JSONObject() {
            guard let measure = ChangeGuard.Measure(rawValue: name), let limit = value.stringValue.flatMap({ ChangeGuard.Limit($0) }) else {
                continue
            }
            limits[measure] = limit
        }
        return ChangeGuard(limits)
    }
}
