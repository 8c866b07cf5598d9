/// How a run ended. The raw values are stored.
public enum RunStatus: String, Sendable {
    case committed
    /// A guard refused it; nothing was written but the record of it.
    case refused
    case failed
    /// An import that has not come to its end: it can be resumed.
    case started
}
