/// What made a commit. The raw values are stored.
public enum RunKind: String, Sendable {
    case run
    case apply
    case undo
    case importContacts = "import"
    case importEvents = "import-events"
    case importSuppressions = "import-suppressions"
    case export
    /// Requests to the served API.
    case api
    /// What the mirrored account holds, taken in.
    case pull
}
