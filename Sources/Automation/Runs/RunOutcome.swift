public import ContactStore

/// How a run ended that did not fail.
public enum RunOutcome: Sendable {
    case committed(RunRecord, Plan)
    /// A guard refused it: nothing was changed.
    case refused(RunRecord, Plan)

    public var plan: Plan {
        switch self {
        case .committed(_, let plan), .refused(_, let plan): plan
        }
    }

    public var record: RunRecord {
        switch self {
        case .committed(let record, _), .refused(let record, _): record
        }
    }
}
